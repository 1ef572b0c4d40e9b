"""Validates the files of a list, a line "FLAVOUR FILE" each, with the `page` validator: quick, and nearly as strict
as veraPDF. Prints what it refuses; veraPDF has the last word."""

import sys

import page

refused = []
lines = open(sys.argv[1], encoding="utf-8").read().splitlines()
for line in lines:
    flavour, file = line.split(" ", 1)
    try:
        result = page.validate_pdf(file, profile=flavour)
        rules = sorted({failure.rule_id for failure in result.failures})
        sound = result.is_compliant
    except Exception as error:  # a file that cannot be judged is not sound
        sound, rules = False, [f"could not be judged: {error}"]
    if not sound:
        print(f"{line}: refused by the fast validator for {', '.join(rules)}")
        # It takes the last byte of an attached file or a picture for a line end; veraPDF judges those files.
        if any(not rule.endswith("-STREAM-LENGTH-001") for rule in rules):
            refused.append(line)
print(f"{len(lines) - len(refused)} of {len(lines)} judgements sound")
sys.exit(1 if refused else 0)
