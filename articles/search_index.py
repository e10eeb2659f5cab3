"""What search knows of articles: their words, and whose change makes them be read again."""

import vietnamese
from articles.models import Article, Author, Keyword
from documents.models import Document
from organizations.models import Organization
from publishing.sanitizing import plain_text
from search.registry import Searchable, Words, register


def words(article: Article) -> Words:
    """Title, sapo and text are shown in excerpts; bylines, keywords, source and the small title are only found."""
    return Words(
        title=article.title,
        url=article.get_absolute_url(),
        publish_at=article.publish_at,
        expire_at=article.expire_at,
        section_id=article.section_id,
        summary=article.summary,
        body=plain_text(article.body),
        extra=(
            article.kicker,
            article.lead_caption,
            article.source,
            article.organizations_named,
            *(author.pen_name for author in article.authors.all()),
            *(keyword.name for keyword in article.keywords.all()),
            *(name for one in article.organizations.all() for name in (one.name, one.short_name)),
            *(spelling for one in article.documents.all() for spelling in vietnamese.number_spellings(one.number)),
        ),
    )


register(
    Searchable(
        model=Article,
        kind=Article.KIND,
        label="Tin bài",
        order=10,
        words=words,
        stored=lambda: Article.objects.approved().prefetch_related("authors", "keywords", "organizations", "documents"),
        public=Article.objects.public_among,
        follows={
            Author: lambda author: Article.objects.by_author(author),
            Keyword: lambda keyword: Article.objects.with_keyword(keyword),
            Organization: lambda organization: Article.objects.about(organization),
            Document: lambda document: Article.objects.about(document),
        },
    )
)
