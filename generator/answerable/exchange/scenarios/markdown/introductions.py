"""Recognises words that introduce a list of solutions or join its entries."""

from __future__ import annotations

import re

LEAD_INS = re.compile(
    r"(?:then |so |dann |ensuite |luego )?"
    r"(?:(?:please )?consider(?: either)?|(?:you|we|one|he|she|they|staff) "
    r"(?:could|can|may|might|should)"
    r"(?: either| also| try| consider)*|try(?: either)?|either|options(?: here)?(?: include| are)?|"
    r"(?:possible |accountable |some )?(?:solutions|ways|choices)"
    r"(?: here)?(?: include| are| could be)?|"
    r"(?:there are|these are|here are)(?: [\w-]+){0,4}|"
    r"for (?:example|instance)|such as|(?:the )?following(?: [\w-]+)?|think (?:about|of)|"
    r"(?:sie|man|wir) (?:könnten|können|könnte|kann|sollten)|möglich (?:ist|wäre|sind)|"
    r"zum beispiel|entweder|überlegen sie|denkbar (?:ist|wäre|sind)|"
    r"(?:vous|on|nous) (?:pouvez|pourriez|peut|pourrait|pouvons)|"
    r"envisagez(?: de)?|par exemple|soit|"
    r"(?:usted |se |podemos )?(?:puede|podría|pueden)|considere|por ejemplo|"
    r"يمكنك|يمكن|يمكننا|مثلا)"
    r"(?:[ ,]*(?:the following|one of the following|of|to|from|in|für|folgendes|die folgenden"
    r"|ce qui suit|lo siguiente|ما يلي)(?: [\w-]+)?)?\s*[:,]?",
    re.IGNORECASE,
)
"""Phrases that introduce solutions, but aren't solutions themselves."""

JOINER = r"(?:and/or|or else|or|and|oder|und|sowie|ou|et|o|u|y|e|أو)"
LAST_JOINER = re.compile(rf"[\s,;،؛]+{JOINER}[\s,;،؛]*$|[;,؛،]\s*$", re.IGNORECASE)
FIRST_JOINER = re.compile(rf"(?:{JOINER}|alternatively,?|alternativ,?)\s+(?=\S)", re.IGNORECASE)


def is_lead_in(text: str) -> bool:
    """Whether a text only introduces solutions, as “You could:” does, and may be dropped."""
    return LEAD_INS.fullmatch(text.strip()) is not None
