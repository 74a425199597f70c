"""What pyxform makes of each XLSForm that is named on stdin, a line of JSON for each."""
import json
import sys

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

for path in sys.stdin.read().split("\n"):
    try:
        said = {"xform": convert(path).xform}
    except PyXFormError as error:
        said = {"refused": str(error)}
    except Exception as error:  # It broke off: that is no verdict.
        said = {"broke": repr(error)}
    print(json.dumps(said))
