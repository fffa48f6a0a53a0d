"""`mapper draft`: from articles to draft records that a person checks.

A draft is a proposal: each value with its claimant, its paragraph and the words that print it. Nothing is inferred: a
value that the article does not print is not drafted. Needs the optional extra `draft`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mapper.draft.article import Article
from mapper.draft.claims import voices_of
from mapper.draft.events.grouping import events_of
from mapper.draft.events.mentions import mentions_of
from mapper.draft.parser import language_of, model_of, need_extra, parse
from mapper.draft.reading.where.located import ArticleGazetteer
from mapper.draft.reading.where.nations import countries_in
from mapper.draft.records import Drafts, rows_of
from mapper.model.actors.names import ActorNames

if TYPE_CHECKING:
    from gazetteer import Gazetteer

__all__ = ["Article", "Drafts", "draft", "language_of", "model_of", "need_extra"]


def draft(articles: Sequence[Article], gazetteer: Gazetteer, *, actors: ActorNames | None = None) -> Drafts:
    """Return the draft records of articles, in their order.

    Parameters
    ----------
    articles
        The articles read.
    gazetteer
        Looks up printed places: to distinguish areas from towns, never to put a point into a draft.
    actors
        The actors of a dossier; their aliases hold within their time.

    Raises
    ------
    MapperError
        The extra is not installed.
    """
    need_extra()
    known = actors or ActorNames()
    found: list[Drafts] = [Drafts() for _ in articles]
    for language in dict.fromkeys(article.language for article in articles):
        numbered = [(number, article) for number, article in enumerate(articles) if article.language == language]
        docs = parse((text for _, article in numbered for text in article.paragraphs), language)
        for number, article in numbered:
            own = [next(docs) for _ in article.paragraphs]
            counted = countries_in(article.paragraphs)
            named, peoples = (tuple(code for code, _ in several.most_common()) for several in counted)
            often = counted[0] + counted[1]
            main = named[0] if len(named) == 1 and often[named[0]] == max(often.values()) else ""
            article_gazetteer = ArticleGazetteer(gazetteer, article.country, named, peoples, main)
            mentions = mentions_of(article, own, known)
            events = events_of(article, mentions, article_gazetteer)
            found[number] = rows_of(article, events, voices_of(article, own, mentions, known), known)
    whole = Drafts()
    for one in found:
        whole.add(one)
    return whole
