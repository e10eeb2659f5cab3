"""What search knows of documents: names, numbers in the spellings people use, who issued and signed them."""

import vietnamese
from documents.models import Document, DocumentType
from organizations.models import Organization
from search.registry import Searchable, Words, register


def words(document: Document) -> Words:
    """Type, number, title and summary are shown; other spellings of the number, issuer and signer are only found."""
    return Words(
        title=f"{document.called}: {document.title}" if document.number else document.title,
        url=document.get_absolute_url(),
        publish_at=document.publish_at,
        expire_at=document.expire_at,
        summary=document.summary,
        extra=(
            # As people cite it, "Kết luận số 01-KL/TW": the title leaves "số" out.
            " ".join((document.type.name if document.type else "", "số" if document.number else "", document.number)),
            *vietnamese.number_spellings(document.number),
            document.issuer_name,
            *(document.issuer.all_names() if document.issuer else ()),
            document.signer,
        ),
    )


register(
    Searchable(
        model=Document,
        kind=Document.KIND,
        label="Tài liệu",
        order=30,
        words=words,
        stored=lambda: (
            Document.objects.approved().select_related("type", "issuer").prefetch_related("issuer__former_names")
        ),
        public=Document.objects.public_among,
        follows={
            DocumentType: lambda kind: Document.objects.filter(type=kind),
            Organization: lambda organization: Document.objects.issued_by(organization),
        },
    )
)
