// Written by `python -m tools.generate.protocol` from workshop/rules; not by hand.
export const TURNED = ["ar"];
