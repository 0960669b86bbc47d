import Conference
import Storage

/// What the log says, in words.
enum LogWords {
    /// - Parameter kommuner: Names the kommun, where it can be one.
    static func label(of actor: Actor, _ kommuner: KommunRegister? = nil) -> Phrase {
        switch actor {
        case .kommun(let code):
            kommuner?[code].map { Phrase(sv: "kommunen: \($0.name)", en: "the municipality: \($0.name)") }
                ?? Phrase(sv: "kommunen", en: "the municipality")
        case .attendee: Phrase(sv: "deltagaren", en: "the attendee")
        case .contact: Phrase(sv: "gruppens kontaktperson", en: "the contact of the group")
        case .system: Phrase(sv: "automatiskt", en: "automatically")
        case .organiser(let name): Phrase(sv: name, en: name)
        case .key(let name): Phrase(sv: "nyckeln ”\(name)”", en: "the key “\(name)”")
        }
    }

    static func label(of action: LoggedAction) -> Phrase {
        switch action {
        case .registered: Phrase(sv: "Anmäld", en: "Registered")
        case .walkedIn: Phrase(sv: "Anmäld och insläppt vid entrén", en: "Registered and let in at the door")
        case .seated: Phrase(sv: "Fick plats från kön", en: "Got a seat from the line")
        case .cancelled: Phrase(sv: "Avbokad", en: "Cancelled")
        case .offered: Phrase(sv: "Erbjöds en plats från kön", en: "Was offered a seat from the line")
        case .offerAccepted: Phrase(sv: "Tackade ja till platsen", en: "Accepted the seat")
        case .offerDeclined: Phrase(sv: "Tackade nej till platsen", en: "Declined the seat")
        case .offerExpired: Phrase(sv: "Svarade inte i tid på erbjudandet", en: "Did not answer the offer in time")
        case .changed: Phrase(sv: "Ändrade sina uppgifter", en: "Changed the answers")
        case .edited: Phrase(sv: "Uppgifter ändrade", en: "Answers changed")
        case .moved: Phrase(sv: "Flyttad till en annan grupp", en: "Moved to another group")
        case .noteAdded: Phrase(sv: "Anteckning skriven", en: "Note written")
        case .noteChanged: Phrase(sv: "Anteckning ändrad", en: "Note changed")
        case .noteRemoved: Phrase(sv: "Anteckning borttagen", en: "Note removed")
        case .notesErased: Phrase(sv: "Anteckningar och skäl raderade", en: "Notes and reasons deleted")
        case .claimLinkMade:
            Phrase(sv: "Gjorde en länk för att lämna över platsen", en: "Made a link to hand over the seat")
        case .claimLinkWithdrawn: Phrase(sv: "Drog tillbaka länken", en: "Withdrew the link")
        case .handedOver: Phrase(sv: "Lämnade över platsen", en: "Handed over the seat")
        case .tookOver: Phrase(sv: "Tog över en kollegas plats", en: "Took over a colleague’s seat")
        case .conferenceCreated: Phrase(sv: "Lade upp konferensen", en: "Set up the conference")
        case .conferenceChanged: Phrase(sv: "Ändrade konferensen", en: "Changed the conference")
        case .quotaChanged: Phrase(sv: "Kvoten ändrad", en: "Quota changed")
        case .quotasDecided: Phrase(sv: "Fördelade platserna", en: "Divided the seats")
        case .messageResent: Phrase(sv: "Meddelande skickat igen", en: "Message sent again")
        case .messageSettled: Phrase(sv: "Meddelande behövs inte", en: "Message not needed")
        case .contactChanged: Phrase(sv: "Kontaktpersonens adress ändrad", en: "Address of the contact changed")
        case .contactsForgotten: Phrase(sv: "Kontaktpersoner raderade", en: "Contacts deleted")
        case .addressAdded: Phrase(sv: "E-postadress tillagd", en: "E-mail address added")
        case .needsErased:
            Phrase(sv: "Svar om mat och tillgänglighet raderade", en: "Answers about food and access deleted")
        case .addedByHand: Phrase(sv: "Anmäld för hand", en: "Added by hand")
        case .addedByImport: Phrase(sv: "Anmäld genom import", en: "Added by import")
        case .changedByImport: Phrase(sv: "Uppgifter ändrade genom import", en: "Answers changed by import")
        case .imported: Phrase(sv: "Importerade deltagare", en: "Imported attendees")
        case .labelled, .unlabelled: Phrase(sv: "Etiketter ändrade", en: "Labels changed")
        case .answered: Phrase(sv: "Svarade på frågorna", en: "Answered the questions")
        case .workshopJoined: Phrase(sv: "Fick plats i en workshop", en: "Got a place in a workshop")
        case .workshopWaiting: Phrase(sv: "Ställde sig i kö till en workshop", en: "Joined the line of a workshop")
        case .workshopLeft: Phrase(sv: "Lämnade en workshop", en: "Left a workshop")
        case .workshopOffered: Phrase(sv: "Erbjöds plats i en workshop", en: "Was offered a place in a workshop")
        case .workshopOfferAccepted: Phrase(sv: "Tackade ja till en workshop", en: "Accepted a place in a workshop")
        case .workshopOfferDeclined: Phrase(sv: "Tackade nej till en workshop", en: "Declined a place in a workshop")
        case .workshopOfferExpired:
            Phrase(sv: "Svarade inte om en workshop i tid", en: "Did not answer about a workshop in time")
        case .workshopAdded, .workshopChanged, .workshopRetired, .workshopOfferedAgain:
            Phrase(sv: "Workshoppar ändrade", en: "Workshops changed")
        case .questionAdded, .questionChanged, .questionMoved, .questionRetired, .questionAskedAgain:
            Phrase(sv: "Frågorna ändrade", en: "Questions changed")
        case .textChanged: Phrase(sv: "Texter ändrade", en: "Texts changed")
        case .programmeItemAdded, .programmeItemChanged, .programmeItemRetired, .programmeItemHeldAgain:
            Phrase(sv: "Programmet ändrat", en: "Programme changed")
        case .roomAdded, .roomChanged, .roomRetired, .roomUsedAgain: Phrase(sv: "Lokaler ändrade", en: "Rooms changed")
        case .speakerAdded, .speakerChanged, .speakerRetired, .speakerUsedAgain:
            Phrase(sv: "Medverkande ändrade", en: "Speakers changed")
        case .passwordChosen: Phrase(sv: "Bytte lösenord", en: "Chose a password")
        case .sessionEnded: Phrase(sv: "Avslutade inloggningar", en: "Ended sessions")
        case .secondFactorAdded: Phrase(sv: "Slog på tvåstegsinloggning", en: "Turned two-step sign-in on")
        case .secondFactorRemoved: Phrase(sv: "Slog av tvåstegsinloggning", en: "Turned two-step sign-in off")
        case .secondFactorDemanded:
            Phrase(sv: "Ändrade kravet på tvåstegsinloggning", en: "Changed the demand for two-step sign-in")
        case .recoveryCodeUsed: Phrase(sv: "Loggade in med en återställningskod", en: "Signed in with a recovery code")
        case .recoveryCodesMade: Phrase(sv: "Gjorde nya återställningskoder", en: "Made new recovery codes")
        case .mailTextChanged, .mailTextRemoved: Phrase(sv: "Mejltexter ändrade", en: "Mail texts changed")
        case .testSent: Phrase(sv: "Skickade ett provmejl", en: "Sent a test mail")
        case .mailingWritten, .mailingDiscarded: Phrase(sv: "Skrev på ett utskick", en: "Worked on a mailing")
        case .mailingScheduled: Phrase(sv: "Bestämde när ett utskick börjar", en: "Decided when a mailing begins")
        case .mailingStarted: Phrase(sv: "Ett utskick började", en: "A mailing began")
        case .mailingStopped: Phrase(sv: "Ett utskick stoppades", en: "A mailing was stopped")
        case .mailingContinued: Phrase(sv: "Ett utskick fortsatte", en: "A mailing went on")
        case .mailingEnded: Phrase(sv: "Ett utskick blev klart", en: "A mailing ended")
        case .invited: Phrase(sv: "Bjöd in till laget", en: "Invited to the team")
        case .invitationWithdrawn: Phrase(sv: "Drog tillbaka inbjudan", en: "Withdrew the invitation")
        case .invitationAccepted: Phrase(sv: "Kom med i laget", en: "Joined the team")
        case .rolesChanged: Phrase(sv: "Ändrade roller", en: "Changed roles")
        case .keyMade: Phrase(sv: "Gjorde en nyckel till API:et", en: "Made a key to the API")
        case .keyRevoked: Phrase(sv: "Återkallade en nyckel till API:et", en: "Revoked a key to the API")
        case .webhookAdded, .webhookChanged, .webhookRemoved: Phrase(sv: "Webhookar ändrade", en: "Webhooks changed")
        case .webhookResent: Phrase(sv: "Skickade till en webhook igen", en: "Sent to a webhook again")
        case .kommunLinkMade: Phrase(sv: "Gjorde en länk till en kommun", en: "Made a link for a municipality")
        case .kommunLinkSent: Phrase(sv: "Skickade en länk till en kommun", en: "Sent a link to a municipality")
        case .kommunLinksRevoked: Phrase(sv: "Drog in en kommuns länkar", en: "Revoked a municipality’s links")
        case .seatsAsked: Phrase(sv: "Bad om fler platser", en: "Asked for more seats")
        case .seatsAskedWithdrawn:
            Phrase(sv: "Tog tillbaka önskemålet om platser", en: "Withdrew the request for seats")
        case .seatsGranted: Phrase(sv: "Gav en kommun fler platser", en: "Granted a municipality more seats")
        case .seatsDeclined: Phrase(sv: "Sade nej till fler platser", en: "Declined a request for seats")
        case .memberRemoved: Phrase(sv: "Tog bort ur laget", en: "Removed from the team")
        }
    }
}
