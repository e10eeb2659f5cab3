"""What search knows of rounds: what they are for, by which decision, and everybody honoured in them."""

import vietnamese
from awards.models import AwardForm, AwardRound, Decision
from search.registry import Searchable, Words, register


def words(item: AwardRound) -> Words:
    """Title and reason are shown; decision, movement and the names of those honoured are only found."""
    decision = item.decision
    rows = list(item.commendations.all())
    said = (
        (*vietnamese.number_spellings(decision.number), decision.issuer_name, decision.signer_name) if decision else ()
    )
    return Words(
        title=item.title,
        url=item.get_absolute_url(),
        publish_at=item.publish_at,
        expire_at=item.expire_at,
        summary=item.summary,
        extra=(
            *said,
            item.movement,
            item.period,
            item.presenter,
            *dict.fromkeys(row.form.name for row in rows),
            *dict.fromkeys(name for row in rows for name in (row.recipient_name, row.parent_name) if name),
        ),
    )


register(
    Searchable(
        model=AwardRound,
        kind=AwardRound.KIND,
        label="Khen thưởng",
        order=40,
        words=words,
        stored=lambda: AwardRound.objects.approved().select_related("decision").prefetch_related("commendations__form"),
        public=AwardRound.objects.public_among,
        follows={
            Decision: lambda decision: AwardRound.objects.filter(decision=decision),
            AwardForm: lambda form: AwardRound.objects.filter(commendations__form=form).distinct(),
        },
    )
)
