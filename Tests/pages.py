"""The pages of the site, each as its Swedish and its English address."""

import re

PUBLIC = {
    "start": ("/", "/en"),
    "form": ("/anmalan", "/en/registration"),
    "group": ("/anmalan/grupp", "/en/registration/group"),
    "lost-link": ("/anmalan/tappad-lank", "/en/registration/lost-link"),
    "quotas": ("/kvoter", "/en/quotas"),
    "quotas-embedded": ("/kvoter/inbaddad", "/en/quotas/embedded"),
    "quotas-embedded-one": ("/kvoter/inbaddad?kommun=0682", "/en/quotas/embedded?kommun=0682"),
    "quotas-embed": ("/kvoter/badda-in", "/en/quotas/embed"),
    "privacy": ("/integritet", "/en/privacy"),
    "accessibility": ("/tillganglighet", "/en/accessibility"),
    "sign-in": ("/admin/logga-in", "/en/admin/sign-in"),
}
ORGANISERS = {
    "settings": ("/admin/installningar", "/en/admin/settings"),
    "conference": ("/admin/konferens", "/en/admin/conference"),
    "overview": ("/admin/oversikt", "/en/admin/overview"),
    "attendees": ("/admin/deltagare", "/en/admin/attendees"),
    "attendees-found": ("/admin/deltagare?q=prov&state=confirmed", "/en/admin/attendees?q=prov&state=confirmed"),
    "attendees-none": ("/admin/deltagare?q=zzzz", "/en/admin/attendees?q=zzzz"),
    "attendees-columns": (
        "/admin/deltagare?kolumner=email,role,workshop1", "/en/admin/attendees?kolumner=email,role,workshop1",
    ),
    "attendees-selection": ("/admin/deltagare/urval?state=waiting", "/en/admin/attendees/selection?state=waiting"),
    "attendees-cancel": (
        "/admin/deltagare/urval/avboka?state=waiting", "/en/admin/attendees/selection/cancel?state=waiting",
    ),
    "attendees-print": ("/admin/deltagare/utskrift", "/en/admin/attendees/print"),
    "needs": ("/admin/behov", "/en/admin/needs"),
    "password": ("/admin/losenord", "/en/admin/password"),
    "quotas": ("/admin/kvoter", "/en/admin/quotas"),
    "kommun-links": ("/admin/kommunlankar", "/en/admin/municipality-links"),
    "kommun-link": ("/admin/kommunlankar/0682", "/en/admin/municipality-links/0682"),
    "questions": ("/admin/fragor", "/en/admin/questions"),
    "question-new": ("/admin/fragor/ny", "/en/admin/questions/new"),
    "question-preview": ("/admin/fragor/forhandsvisning", "/en/admin/questions/preview"),
    "check-in": ("/admin/incheckning", "/en/admin/check-in"),
    "check-in-found": ("/admin/incheckning?q=a", "/en/admin/check-in?q=a"),
    "check-in-new": ("/admin/incheckning/ny", "/en/admin/check-in/new"),
    "check-in-display": ("/admin/incheckning/visning", "/en/admin/check-in/display"),
    "messages": ("/admin/utskick", "/en/admin/mail"),
    "workshops": ("/admin/workshoppar", "/en/admin/workshops"),
    "workshop-new": ("/admin/workshoppar/ny", "/en/admin/workshops/new"),
    "team": ("/admin/lag", "/en/admin/team"),
    "invite": ("/admin/lag/bjud-in", "/en/admin/team/invite"),
    "account": ("/admin/konto", "/en/admin/account"),
    "second-step": ("/admin/konto/tvasteg", "/en/admin/account/two-step"),
    "log": ("/admin/logg", "/en/admin/log"),
    "log-none": ("/admin/logg?who=contact&what=tookOver", "/en/admin/log?who=contact&what=tookOver"),
}
LANGUAGES = ("sv", "en")


def claim(page: str) -> tuple[str, str]:
    """The page of the claim link that a page for handing over shows."""
    secret = re.search(r"/(?:ta-over|take-over)/([\w-]{22})", page)[1]
    return f"/ta-over/{secret}", f"/en/take-over/{secret}"


def personal(link: str) -> dict[str, tuple[str, str]]:
    """The pages behind a personal link, which may be given as the address of either language."""
    secret = link.rstrip("/").rsplit("/", 1)[-1]
    return {
        "personal": (f"/anmalan/{secret}", f"/en/registration/{secret}"),
        "cancel": (f"/anmalan/{secret}/avboka", f"/en/registration/{secret}/cancel"),
        "change": (f"/anmalan/{secret}/andra", f"/en/registration/{secret}/change"),
        "hand-over": (f"/anmalan/{secret}/lamna-over", f"/en/registration/{secret}/hand-over"),
        "ticket": (f"/anmalan/{secret}/biljett", f"/en/registration/{secret}/ticket"),
        "offer": (f"/anmalan/{secret}/plats", f"/en/registration/{secret}/seat"),
        "questions": (f"/anmalan/{secret}/fragor", f"/en/registration/{secret}/questions"),
    }


def group(link: str, member: str) -> dict[str, tuple[str, str]]:
    """The pages behind the link of a group's contact, and that of one of its people."""
    secret = link.rstrip("/").rsplit("/", 1)[-1]
    return {
        "group": (f"/grupp/{secret}", f"/en/group/{secret}"),
        "group-more": (f"/grupp/{secret}/fler", f"/en/group/{secret}/more"),
        "group-contact": (f"/grupp/{secret}/kontakt", f"/en/group/{secret}/contact"),
        "group-person": (f"/grupp/{secret}/person/{member}", f"/en/group/{secret}/person/{member}"),
    }


def kommun(link: str, person: str) -> dict[str, tuple[str, str]]:
    """The pages behind the link of a kommun, and those of one of its people."""
    secret = link.rstrip("/").rsplit("/", 1)[-1]
    return {
        "kommun": (f"/kommun/{secret}", f"/en/municipality/{secret}"),
        "kommun-seats": (f"/kommun/{secret}/platser", f"/en/municipality/{secret}/seats"),
        "kommun-register": (f"/kommun/{secret}/anmalan", f"/en/municipality/{secret}/registration"),
        "kommun-person": (f"/kommun/{secret}/person/{person}", f"/en/municipality/{secret}/person/{person}"),
        "kommun-swap": (f"/kommun/{secret}/person/{person}/byt", f"/en/municipality/{secret}/person/{person}/swap"),
    }
