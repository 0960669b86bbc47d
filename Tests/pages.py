"""The pages of the site, each as its Swedish and its English address."""

PUBLIC = {
    "start": ("/", "/en"),
    "form": ("/anmalan", "/en/registration"),
    "group": ("/anmalan/grupp", "/en/registration/group"),
    "lost-link": ("/anmalan/tappad-lank", "/en/registration/lost-link"),
    "quotas": ("/kvoter", "/en/quotas"),
    "privacy": ("/integritet", "/en/privacy"),
    "accessibility": ("/tillganglighet", "/en/accessibility"),
    "sign-in": ("/admin/logga-in", "/en/admin/sign-in"),
}
ORGANISERS = {
    "attendees": ("/admin/deltagare", "/en/admin/attendees"),
    "attendees-found": ("/admin/deltagare?q=prov&state=confirmed", "/en/admin/attendees?q=prov&state=confirmed"),
    "attendees-none": ("/admin/deltagare?q=zzzz", "/en/admin/attendees?q=zzzz"),
    "needs": ("/admin/behov", "/en/admin/needs"),
    "password": ("/admin/losenord", "/en/admin/password"),
    "quotas": ("/admin/kvoter", "/en/admin/quotas"),
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
}
LANGUAGES = ("sv", "en")


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
