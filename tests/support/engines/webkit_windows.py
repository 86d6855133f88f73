"""A browser of nothing but WebKitGTK's views: each in a bare window, with a storage of its own.

WebKitWebDriver starts it with a folder for downloads and a file for what consoles say, under the
system's Python: the bindings are a package of the system's. MiniBrowser will not do: its tool bar
is wider than a phone.
"""

import sys
from pathlib import Path

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402

DOWNLOADS = Path(sys.argv[1])
COMPLAINTS = Path(sys.argv[2])
TELLING = Path(__file__).with_name("webkit_complaints.js").read_text()


def start(context, session):
    """Somebody drives: windows come when they are asked for."""
    about = WebKit2.ApplicationInfo()
    about.set_name("Bare windows")
    session.set_application_info(about)
    session.connect("create-web-view", open_window, context)


def open_window(session, context):
    """An ephemeral view keeps a storage for itself, as a device does."""
    view = WebKit2.WebView(web_context=context, is_controlled_by_automation=True, is_ephemeral=True)
    listen(view.get_user_content_manager())
    view.connect("create", open_tab)
    return shown(view)


def open_tab(view, navigation):
    """Opens a link's page beside its own, on the same device."""
    return shown(WebKit2.WebView(related_view=view))


def shown(view):
    window = Gtk.Window(decorated=False)
    window.add(view)
    window.show_all()
    return view


def listen(pages):
    """Writes the complaints of pages to the file, a line each; they are in no log that we could
    read."""
    frames, time = WebKit2.UserContentInjectedFrames, WebKit2.UserScriptInjectionTime
    pages.register_script_message_handler("complaint")
    pages.connect("script-message-received::complaint", write)
    pages.add_script(WebKit2.UserScript.new(TELLING, frames.ALL_FRAMES, time.START, None, None))


def write(pages, told):
    with COMPLAINTS.open("a") as file:
        file.write(told.get_js_value().to_string().replace("\n", " ") + "\n")


def save(context, download):
    """Under the name that the page proposes, once it is whole."""
    partial = DOWNLOADS / f"{id(download)}.part"
    names = []

    def decide(download, name):
        names.append(name)
        download.set_destination(partial.as_uri())
        return True

    download.connect("decide-destination", decide)
    download.connect("finished", lambda download: partial.rename(DOWNLOADS / names[0]))


browser = WebKit2.WebContext()
browser.set_preferred_languages(["en-GB"])
browser.set_automation_allowed(True)
browser.connect("automation-started", start)
browser.connect("download-started", save)
Gtk.main()
