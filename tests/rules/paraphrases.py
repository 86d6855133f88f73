"""Lessons as people write them, in groups that say the same, and others that only look alike."""

GROUPS: tuple[tuple[str, ...], ...] = (
    ("Ask for help earlier.", "Ask for help sooner, not later.",
     "Asking for help early saves days."),
    ("Test the backup before you need it.", "A backup that was never tested is no backup.",
     "Test your backups!", "Backups müssen getestet werden.", "Teste deine Backups.",
     "Ungetestete Backups zählen nicht."),
    ("Write decisions down.", "Write down what was decided.", "Decisions must be written down."),
    ("Say no to the customer early.", "Say no early, also to a customer."),
    ("Deploy on Monday, never on Friday.", "No deployments on Fridays.",
     "Never deploy on a Friday."),
    ("Read the contract before you sign.", "Read contracts before signing them."),
    ("Frag früher um Hilfe.", "Früher um Hilfe fragen!", "Um Hilfe bitten, und zwar früher."),
    ("Sprich mit den Nutzern, bevor du baust.", "Erst mit Nutzern sprechen, dann bauen.",
     "Mit den Nutzern sprechen."),
    ("Schätzungen sind keine Zusagen.", "Eine Schätzung ist keine Zusage."),
    ("Parler aux utilisateurs avant de construire.", "Il faut parler aux utilisateurs d'abord.",
     "Parlons d'abord aux utilisateurs."),
    ("Demander de l'aide plus tôt.", "Demandez de l'aide plus tôt !"),
    ("Documentar las decisiones.", "Hay que documentar cada decisión.",
     "Las decisiones se documentan."),
    ("Pedir ayuda antes.", "Pide ayuda antes."),
    ("اطلب المساعدة مبكرا.", "اطلبوا المساعدة في وقت مبكر.", "طلب المساعدة مبكرا أفضل."),
    ("اختبر النسخة الاحتياطية.", "النسخ الاحتياطية يجب أن تختبر."),
    ("尽早寻求帮助。", "要尽早寻求帮助", "遇到问题尽早求助，寻求帮助不丢人。"),
    ("备份要测试。", "一定要测试备份"),
    ("ขอความช่วยเหลือให้เร็วขึ้น", "ควรขอความช่วยเหลือเร็วขึ้น"),
    ("Measure twice, cut once ✂️", "Measure twice; cut once."),
)  # fmt: skip
"""Each says one thing in several ways."""

ALONE: tuple[str, ...] = (
    "Ask why only once the fire is out.", "Ask the person who has to run it.",
    "Test with real data, not with pretty data.", "Write fewer, shorter mails.",
    "Never be the only one who knows the password.", "A meeting without an aim is a visit.",
    "Early feedback is cheap.", "Say sorry before you explain.",
    "The customer reads only the price.",
    "Read the error message to its end.", "Sag, was du nicht weißt.", "Hör auf dein Bauchgefühl.",
    "Plane Zeit für das ein, was du vergessen hast.", "Ein Feiertag ist kein Puffer.",
    "Nutze den Kalender der anderen.", "Ne pas livrer le vendredi.",
    "Un plan n'est pas un contrat.",
    "Dire non, c'est aussi aider.", "Un error contado vale por dos.",
    "Menos reuniones, más pausas.",
    "El silencio también es una respuesta.", "لا تعمل وحدك.", "الخطة ليست الهدف.",
    "沉默不是同意。", "先问用户。", "อย่าทำคนเดียว", "☕ first, then the pager.", "🤷",
    "Sleep on it.",
)  # fmt: skip
"""Lessons of which none says what another one says."""
