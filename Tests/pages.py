"""The pages of the site, each as its Swedish and its English address."""

import re

PUBLIC = {
    "start": ("/", "/en"),
    "form": ("/anmalan", "/en/registration"),
    "group": ("/anmalan/grupp", "/en/registration/group"),
    "lost-link": ("/anmalan/tappad-lank", "/en/registration/lost-link"),
    "quotas": ("/kvoter", "/en/quotas"),
    "quota-rules": ("/kvoter/sa-raknas-de", "/en/quotas/how-they-are-counted"),
    "quota-decisions": ("/kvoter/beslut", "/en/quotas/decisions"),
    "quotas-embed": ("/kvoter/badda-in", "/en/quotas/embed"),
    "privacy": ("/integritet", "/en/privacy"),
    "programme": ("/program", "/en/programme"),
    "practical": ("/praktiskt", "/en/practical"),
    "accessibility": ("/tillganglighet", "/en/accessibility"),
    "api": ("/api", "/en/api"),
    "sign-in": ("/admin/logga-in", "/en/admin/sign-in"),
}
# For the frames of other sites: no menu, and so no way to the other language.
FRAMED = {
    "quotas-embedded": ("/kvoter/inbaddad", "/en/quotas/embedded"),
    "quotas-embedded-one": ("/kvoter/inbaddad?kommun=0682", "/en/quotas/embedded?kommun=0682"),
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
    "attendee": ("/admin/deltagare/1", "/en/admin/attendees/1"),
    "attendee-edit": ("/admin/deltagare/1/andra", "/en/admin/attendees/1/change"),
    "attendees-move": (
        "/admin/deltagare/urval/flytta?state=waiting", "/en/admin/attendees/selection/move?state=waiting",
    ),
    "attendees-move-preview": (
        "/admin/deltagare/urval/flytta?state=waiting&toType=region",
        "/en/admin/attendees/selection/move?state=waiting&toType=region",
    ),
    "attendees-print": ("/admin/deltagare/utskrift", "/en/admin/attendees/print"),
    "printing": ("/admin/utskrifter", "/en/admin/printing"),
    "badges": ("/admin/utskrifter/namnskyltar", "/en/admin/printing/badges"),
    "badges-problem": (
        "/admin/utskrifter/namnskyltar/ark?sheet=l4785&start=11", "/en/admin/printing/badges/sheets?sheet=l4785&start=11",
    ),
    "sign-list": ("/admin/utskrifter/narvarolista", "/en/admin/printing/sign-list"),
    "sign-list-kommuner": (
        "/admin/utskrifter/narvarolista?per=kommun", "/en/admin/printing/sign-list?per=kommun",
    ),
    "sign-list-workshops": (
        "/admin/utskrifter/narvarolista?signed=all", "/en/admin/printing/sign-list?signed=all",
    ),
    "need-counts": ("/admin/utskrifter/behov", "/en/admin/printing/needs"),
    "attendee-new": ("/admin/deltagare/ny", "/en/admin/attendees/new"),
    "import": ("/admin/deltagare/import", "/en/admin/attendees/import"),
    "needs": ("/admin/behov", "/en/admin/needs"),
    "password": ("/admin/losenord", "/en/admin/password"),
    "quotas": ("/admin/kvoter", "/en/admin/quotas"),
    "kommun-links": ("/admin/kommunlankar", "/en/admin/municipality-links"),
    "kommun-link": ("/admin/kommunlankar/0682", "/en/admin/municipality-links/0682"),
    "quota-plan": ("/admin/kvoter/fordela", "/en/admin/quotas/divide"),
    "quota-account": ("/admin/kvoter/1/konto", "/en/admin/quotas/1/account"),
    "questions": ("/admin/fragor", "/en/admin/questions"),
    "question-new": ("/admin/fragor/ny", "/en/admin/questions/new"),
    "question-preview": ("/admin/fragor/forhandsvisning", "/en/admin/questions/preview"),
    "check-in": ("/admin/incheckning", "/en/admin/check-in"),
    "check-in-found": ("/admin/incheckning?q=a", "/en/admin/check-in?q=a"),
    "check-in-new": ("/admin/incheckning/ny", "/en/admin/check-in/new"),
    "check-in-display": ("/admin/incheckning/visning", "/en/admin/check-in/display"),
    "mail-texts": ("/admin/utskick/texter", "/en/admin/mail/texts"),
    "mail-text": ("/admin/utskick/texter/paminnelse", "/en/admin/mail/texts/reminder"),
    "mail-text-preview": ("/admin/utskick/texter/offer/visa", "/en/admin/mail/texts/offer/show"),
    "mailings": ("/admin/utskick/till-manga", "/en/admin/mail/to-many"),
    "mailing-new": (
        "/admin/utskick/till-manga/ny?mall=paminnelse", "/en/admin/mail/to-many/new?mall=paminnelse",
    ),
    "messages": ("/admin/utskick", "/en/admin/mail"),
    "programme": ("/admin/program", "/en/admin/programme"),
    "programme-new": ("/admin/program/ny", "/en/admin/programme/new"),
    "programme-item": ("/admin/program/3", "/en/admin/programme/3"),
    "room-new": ("/admin/program/lokaler/ny", "/en/admin/programme/rooms/new"),
    "room": ("/admin/program/lokaler/1", "/en/admin/programme/rooms/1"),
    "speaker": ("/admin/program/medverkande/1", "/en/admin/programme/speakers/1"),
    "texts": ("/admin/texter", "/en/admin/texts"),
    "text": ("/admin/texter/praktiskt", "/en/admin/texts/practical"),
    "workshops": ("/admin/workshoppar", "/en/admin/workshops"),
    "workshop-new": ("/admin/workshoppar/ny", "/en/admin/workshops/new"),
    "team": ("/admin/lag", "/en/admin/team"),
    "invite": ("/admin/lag/bjud-in", "/en/admin/team/invite"),
    "account": ("/admin/konto", "/en/admin/account"),
    "second-step": ("/admin/konto/tvasteg", "/en/admin/account/two-step"),
    "api-keys": ("/admin/nycklar", "/en/admin/keys"),
    "api-key-new": ("/admin/nycklar/ny", "/en/admin/keys/new"),
    "webhooks": ("/admin/webhookar", "/en/admin/webhooks"),
    "webhook-new": ("/admin/webhookar/ny", "/en/admin/webhooks/new"),
    "log": ("/admin/logg", "/en/admin/log"),
    "log-none": ("/admin/logg?who=contact&what=tookOver", "/en/admin/log?who=contact&what=tookOver"),
}
# Nothing but what is printed.
SHEETS = {"badge-sheets": ("/admin/utskrifter/namnskyltar/ark", "/en/admin/printing/badges/sheets")}
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
