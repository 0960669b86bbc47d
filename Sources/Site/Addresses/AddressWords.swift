import Conference

/// The words of addresses that differ between the languages.
enum AddressWords {
    static func english(_ swedish: String) -> String? { toEnglish[swedish] }
    static func swedish(_ english: String) -> String? { toSwedish[english] }

    private static let toEnglish = Dictionary(uniqueKeysWithValues: words.map { ($0.sv, $0.en) })
    private static let toSwedish = Dictionary(uniqueKeysWithValues: words.map { ($0.en, $0.sv) })

    private static let words = [
        Phrase(sv: "anmalan", en: "registration"), Phrase(sv: "avboka", en: "cancel"),
        Phrase(sv: "andra", en: "change"), Phrase(sv: "lamna-over", en: "hand-over"),
        Phrase(sv: "biljett", en: "ticket"), Phrase(sv: "ta-over", en: "take-over"),
        Phrase(sv: "kvoter", en: "quotas"), Phrase(sv: "sa-raknas-de", en: "how-they-are-counted"),
        Phrase(sv: "beslut", en: "decisions"), Phrase(sv: "fordela", en: "divide"),
        Phrase(sv: "inbaddad", en: "embedded"), Phrase(sv: "badda-in", en: "embed"),
        Phrase(sv: "integritet", en: "privacy"),
        Phrase(sv: "tillganglighet", en: "accessibility"), Phrase(sv: "logga-in", en: "sign-in"),
        Phrase(sv: "losenord", en: "password"), Phrase(sv: "logga-ut", en: "sign-out"),
        Phrase(sv: "deltagare", en: "attendees"), Phrase(sv: "behov", en: "needs"),
        Phrase(sv: "grupp", en: "group"), Phrase(sv: "fler", en: "more"),
        Phrase(sv: "kontakt", en: "contact"), Phrase(sv: "grupper", en: "groups"),
        Phrase(sv: "fragor", en: "questions"), Phrase(sv: "ny", en: "new"),
        Phrase(sv: "forhandsvisning", en: "preview"), Phrase(sv: "flytta", en: "move"),
        Phrase(sv: "avsluta", en: "retire"), Phrase(sv: "plats", en: "seat"),
        Phrase(sv: "tappad-lank", en: "lost-link"), Phrase(sv: "paminnelse", en: "reminder"),
        Phrase(sv: "utskick", en: "mail"), Phrase(sv: "igen", en: "again"), Phrase(sv: "klart", en: "done"),
        Phrase(sv: "workshoppar", en: "workshops"), Phrase(sv: "oversikt", en: "overview"),
        Phrase(sv: "installningar", en: "settings"),
        Phrase(sv: "konferens", en: "conference"), Phrase(sv: "kod", en: "code"),
        Phrase(sv: "konto", en: "account"), Phrase(sv: "inloggningar", en: "sessions"),
        Phrase(sv: "tvasteg", en: "two-step"), Phrase(sv: "lag", en: "team"), Phrase(sv: "bjud-in", en: "invite"),
        Phrase(sv: "inbjudan", en: "invitation"), Phrase(sv: "logg", en: "log"),
        Phrase(sv: "utskrift", en: "print"), Phrase(sv: "urval", en: "selection"), Phrase(sv: "etikett", en: "label"),
        Phrase(sv: "etiketter", en: "labels"), Phrase(sv: "angra", en: "undo"), Phrase(sv: "vyer", en: "views"),
        Phrase(sv: "kommun", en: "municipality"), Phrase(sv: "byt", en: "swap"), Phrase(sv: "platser", en: "seats"),
        Phrase(sv: "kommunlankar", en: "municipality-links"), Phrase(sv: "onskemal", en: "requests"),
        Phrase(sv: "program", en: "programme"), Phrase(sv: "praktiskt", en: "practical"),
        Phrase(sv: "lokaler", en: "rooms"), Phrase(sv: "medverkande", en: "speakers"),
        Phrase(sv: "texter", en: "texts"), Phrase(sv: "inledning", en: "introduction"),
        Phrase(sv: "natverket", en: "network"), Phrase(sv: "ansvar", en: "responsible"),
        Phrase(sv: "hjalp", en: "help"),
        Phrase(sv: "anteckningar", en: "notes"),
        Phrase(sv: "flyttar", en: "moves"),
        Phrase(sv: "ta-bort", en: "remove"), Phrase(sv: "visa", en: "show"),
        Phrase(sv: "brev", en: "letter"), Phrase(sv: "till-manga", en: "to-many"),
        Phrase(sv: "mottagare", en: "recipients"),
        Phrase(sv: "incheckning", en: "check-in"), Phrase(sv: "visning", en: "display"),
        Phrase(sv: "utskrifter", en: "printing"), Phrase(sv: "namnskyltar", en: "badges"),
        Phrase(sv: "ark", en: "sheets"), Phrase(sv: "narvarolista", en: "sign-list"),
        Phrase(sv: "nycklar", en: "keys"), Phrase(sv: "aterkalla", en: "revoke"),
        Phrase(sv: "webhookar", en: "webhooks"), Phrase(sv: "leverans", en: "delivery"),
    ]
}
