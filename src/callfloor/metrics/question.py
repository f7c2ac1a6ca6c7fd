"""What is asked of the figures: a time, a grain and a step, and by which rules."""

from collections.abc import Mapping

import msgspec

from callfloor.metrics.kpis import INDICATORS, Indicator
from callfloor.metrics.periods import Step
from callfloor.metrics.rules import FigureRules
from callfloor.metrics.view import ALL, Attribution, Grain


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """`keys` limits the indicators; `names` says who exists, so that the idle are not left out.

    `variant` empty is what the rules show as *the* value; `variants` asks for all of them, `chosen` for
    one of an indicator by its key, where the others keep theirs.
    """

    tenant: str
    zone: str
    from_ms: int
    to_ms: int
    now_ms: int
    grain: Grain
    step: Step = "total"
    keys: tuple[str, ...] = ()
    entity: str = ""
    variant: str = ""
    variants: bool = False
    chosen: Mapping[str, str] = {}
    attribution: Attribution = "default"
    names: Mapping[str, str] = {}
    others: Mapping[str, str] = {}
    """Names of those who have a row only where facts tell of them."""
    rules: FigureRules = FigureRules()

    @property
    def indicators(self) -> list[Indicator]:
        return [one for one in INDICATORS if not self.keys or one.key in self.keys]

    def name_of(self, key: str) -> str:
        """What a row is called; empty for the whole centre."""
        if key == ALL:
            return ""
        return self.names.get(key) or self.others.get(key) or key

    def variants_of(self, indicator: Indicator) -> list[str]:
        """Those asked for, *the* value first; none where the grain has no value."""
        shown = self.rules.variant(indicator, self.grain)
        if not shown:
            return []
        known = indicator.all_variants
        wanted = [self.chosen.get(indicator.key) or self.variant or shown]
        return [
            name
            for name in sorted(known if self.variants else wanted, key=lambda one: one != shown)
            if name == shown or name in known
        ]
