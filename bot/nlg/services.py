"""The reply that lists who is responsible."""

from __future__ import annotations

from bot.contract import Custom, Reply, Service, Source
from bot.knowledge.base import KnowledgeBase


def services_reply(
    knowledge: KnowledgeBase,
    language: str,
    services: list[str],
    kind: str,
    district: str | None = None,
    occupation: str | None = None,
    body_verified: bool = True,
) -> Reply:
    """Return the list of services, best first.

    Args:
        knowledge: the knowledge base.
        language: of the texts.
        services: ids, at most five.
        kind: the look-up.
        district: the district key it was made for.
        occupation: id, when the services recognise it.
        body_verified: whether somebody saw that the body is competent for the occupation.
    """
    directory = knowledge.services
    replies = [directory.as_reply(directory.service(key), language) for key in services]
    parts = [_headline(knowledge, language, kind, district, occupation)]
    parts += [_paragraph(knowledge, service, language) for service in replies]
    if not body_verified or not all(service.verified for service in replies):
        parts.append(knowledge.phrases["services_unverified"].in_language(language))
    titles = {url: s.name for s in replies if (url := s.source or s.website)}
    if not titles:
        titles = _sources_of_kind(knowledge, kind)
    return Reply(
        text="\n\n".join(parts),
        custom=Custom(
            act="services",
            language=language,
            kind=directory.kinds_of(kind)[0],
            district=district,
            services=replies,
            sources=[Source(title=title, url=url) for url, title in titles.items()],
        ),
    )


def _sources_of_kind(knowledge: KnowledgeBase, kind: str) -> dict[str, str]:
    """Return the source of the answer that explains a kind of service: url -> title."""
    topic = knowledge.services.topic_of(kind) or "support/overview_firms"
    source = knowledge.answers.answer(topic).sources[0]
    return {source.url: source.title}


def service_paragraph(knowledge: KnowledgeBase, service_id: str, language: str) -> str:
    """Return name, address and contact of one service."""
    directory = knowledge.services
    service = directory.as_reply(directory.service(service_id), language)
    paragraph = _paragraph(knowledge, service, language)
    if service.verified:
        return paragraph
    return f"{paragraph}\n\n{knowledge.phrases['services_unverified'].in_language(language)}"


def _headline(
    knowledge: KnowledgeBase, language: str, kind: str, district: str | None, occupation: str | None
) -> str:
    where = f" ({knowledge.places.district(district).name})" if district else ""
    if occupation is not None:
        name = knowledge.occupations.occupation(occupation).name[language]
        phrase = knowledge.phrases["services_for_occupation"].in_language(language)
        return phrase.format(occupation=name, where=where)
    phrase = knowledge.phrases["services_found"].in_language(language)
    kind_name = knowledge.services.kind_name(kind, language)
    return phrase.format(kind=kind_name[0].upper() + kind_name[1:], where=where)


def _paragraph(knowledge: KnowledgeBase, service: Service, language: str) -> str:
    """Return name, address and contact of a service; says so when no contact is known."""
    town = " ".join(part for part in (service.postcode, service.city) if part)
    address = ", ".join(part for part in (service.street, town) if part)
    lines = [f"**{service.name}**", address]
    for phrase, value in (
        ("service_phone", service.phone),
        ("service_email", service.email),
        ("service_website", service.website),
        ("service_hours", service.opening_hours),
    ):
        if value:
            lines.append(knowledge.phrases[phrase].in_language(language).format(value))
    appointment = knowledge.services.service(service.id).appointment
    if appointment:
        lines.append(appointment.in_language(language))
    if not (service.phone or service.email or service.website):
        lines.append(knowledge.phrases["service_no_contact"].in_language(language))
    return "\n".join(line for line in lines if line)
