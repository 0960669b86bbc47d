package import Conference
import Secrets

extension Page {
    /// The page and the language of an address; nil where there is none.
    ///
    /// - Parameter path: Decoded segments. An empty last one, the slash at the end, does not matter.
    package static func at(_ path: [String]) -> (page: Page, language: Language)? {
        let path = path.last == "" ? path.dropLast() : path[...]
        guard path.first == "en" else { return tree.page(at: path).map { ($0, .swedish) } }
        let words = path.dropFirst()
        // No Swedish words in English addresses: each has one.
        guard words.allSatisfy({ AddressWords.english($0) == nil }) else { return nil }
        guard let page = tree.page(at: words.lazy.map { AddressWords.swedish($0) ?? $0 }), !page.isFile else {
            return nil
        }
        return (page, .english)
    }

    private static let tree = AddressTree(shapes)

    /// One of each kind of page.
    private static let shapes: [PageShape] = {
        var shapes = (plain + ofChoice).map { PageShape($0) }
        shapes += ofLink.map { PageShape(link: $0) }
        shapes += ofID.map { PageShape(id: $0) }
        shapes += ofLinkAndID.map { PageShape(linkAndID: $0) }
        shapes += [PageShape(calendar: Page.calendar), PageShape(kommun: Page.kommunLink)]
        shapes += APIResource.withoutNumber.map { PageShape(.api($0)) }
        shapes += APIResource.withNumber.map { make in PageShape(id: { .api(make($0)) }) }
        return shapes
    }()

    private static let plain: [Page] = [
        .start, .signUp, .delegationForm, .lostLink, .quotas, .quotaRules, .quotaDecisions, .embeddedQuotas,
        .quotaEmbedding, .privacy, .accessibility, .programme, .practical, .apiDocumentation, .organisers, .signIn,
        .choosePassword, .signOut, .overview, .settings, .conferenceSettings, .attendees, .attendeeSelection,
        .labelSelection, .cancelSelection, .savedViews, .attendeesPrint, .printing, .badges, .badgeSheets,
        .signList, .needCounts, .newAttendee, .importAttendees, .moveSelection, .needs, .quotaSettings,
        .kommunLinks, .quotaPlan, .questionSettings, .newQuestion, .questionPreview, .workshopSettings,
        .newWorkshop, .programmeSettings, .newProgrammeItem, .newRoom, .newSpeaker, .textSettings, .checkIn,
        .walkIn, .doorView, .messages, .mailTexts, .mailings, .newMailing, .signInCode, .account, .sessions,
        .secondFactor, .team, .invite, .log, .apiKeys, .newAPIKey, .webhooks, .newWebhook, .quotasJSON, .quotasCSV,
        .attendeesCSV, .attendeesXLSX, .attendeesJSON, .badgeStyle, .checkInList, .checkInScans, .checkInStream,
        .checkInWorker,
    ]

    private static let ofLink: [@Sendable (SecretLink) -> Page] = [
        Page.personal, Page.cancel, Page.change, Page.handOver, Page.ticket, Page.claim, Page.delegation,
        Page.delegationMore, Page.delegationContact, Page.kommun, Page.kommunRegister, Page.kommunSeats,
        Page.questions, Page.offer, Page.noReminders, Page.invitation, Page.kommunList,
    ]

    private static let ofID: [@Sendable (Int64) -> Page] = [
        Page.quotaDecision, Page.undoLabelling, Page.removeView, Page.attendee, Page.cancelAttendee,
        Page.editAttendee, Page.labelAttendee, Page.attendeeNotes, Page.note, Page.undoMove, Page.delegationSetting,
        Page.quotaSetting, Page.seatRequest, Page.quotaAccount, Page.questionSetting, Page.moveQuestion,
        Page.retireQuestion, Page.workshopSetting, Page.retireWorkshop, Page.programmeItem, Page.room, Page.speaker,
        Page.message, Page.resendMessage, Page.settleMessage, Page.mailing, Page.mailingText, Page.mailingPreview,
        Page.mailingLetter, Page.mailingRecipients, Page.teamMember, Page.withdrawInvitation, Page.revokeAPIKey,
        Page.webhook, Page.webhookDelivery, Page.quotaDecisionJSON,
    ]

    private static let ofLinkAndID: [@Sendable (SecretLink, Int64) -> Page] = [
        Page.delegationMember, Page.kommunPerson, Page.kommunSwap, Page.workshop,
    ]

    /// Those of which there is one for each of a few things we know.
    private static let ofChoice: [Page] =
        ConferenceText.allCases.map { .textSetting($0) }
        + MessageKind.withOwnWords.flatMap { [.mailText($0), .mailTextPreview($0), .mailTextLetter($0)] }
}
