"""What an edition answers beside the weekly change study: one frozen finding per question.

Reading a finding is light; `registry` makes them and loads the studies.
"""

from hustings.edition.further.finding import Finding

__all__ = ["Finding"]
