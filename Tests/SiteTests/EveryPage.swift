import Conference
import Fixtures
import Foundation
import Secrets
import Testing

@testable import Site

private let link = SecretLink(random: .seeded(7))
let calendar = CalendarLink(registration: 7, personalHash: link.hash, key: SigningKey(link.hash))

/// One of each kind of page.
let everyPage: [Page] = [
    .start, .signUp, .personal(link), .cancel(link), .change(link), .handOver(link), .ticket(link), .claim(link),
    .delegationForm, .delegation(link), .delegationMore(link), .delegationMember(link, id: 1), .questions(link),
    .workshop(link, id: 1), .offer(link), .lostLink, .noReminders(link), .quotas, .embeddedQuotas, .quotaEmbedding,
    .privacy, .accessibility,
    .organisers, .signIn, .choosePassword, .signOut, .attendees, .attendee(id: 1), .editAttendee(id: 1),
    .cancelAttendee(id: 1), .needs,
    .quotaSettings, .quotaSetting(id: 1), .questionSettings, .newQuestion, .questionPreview, .questionSetting(id: 1),
    .moveQuestion(id: 1), .retireQuestion(id: 1), .workshopSettings, .newWorkshop, .workshopSetting(id: 1),
    .messages, .message(id: 1), .resendMessage(id: 1), .signInCode, .account, .sessions, .secondFactor, .team,
    .teamMember(id: 1), .invite, .withdrawInvitation(id: 1), .invitation(link), .log, .calendar(calendar), .quotasJSON,
    .quotasCSV, .attendeesCSV, .overview, .settings, .conferenceSettings, .delegationContact(link),
    .delegationSetting(id: 1),
    .retireWorkshop(id: 1), .settleMessage(id: 1), .attendeesXLSX, .attendeesJSON, .attendeesPrint, .attendeeSelection,
    .newAttendee, .importAttendees,
    .mailTexts, .mailText(.reminder), .mailTextPreview(.reminder), .mailTextLetter(.reminder), .mailings, .newMailing,
    .mailing(id: 1), .mailingText(id: 1), .mailingPreview(id: 1), .mailingLetter(id: 1), .mailingRecipients(id: 1),
    .labelSelection, .cancelSelection, .undoLabelling(id: 1), .savedViews, .removeView(id: 1),
    .kommun(link), .kommunRegister(link), .kommunPerson(link, id: 1), .kommunSwap(link, id: 1), .kommunSeats(link),
    .kommunList(link), .kommunLinks, .kommunLink(code: "0682"), .seatRequest(id: 1),
    .printing, .badges, .badgeSheets, .badgeStyle, .signList, .needCounts,
    .programme, .practical, .programmeSettings, .newProgrammeItem, .programmeItem(id: 1), .newRoom, .room(id: 1),
    .newSpeaker, .speaker(id: 1), .textSettings, .textSetting(.practical),
    .labelAttendee(id: 1), .attendeeNotes(id: 1), .note(id: 1), .moveSelection, .undoMove(id: 1),
    .quotaRules, .quotaDecisions, .quotaDecision(id: 1), .quotaDecisionJSON(id: 1), .quotaAccount(id: 1), .quotaPlan,
    .checkIn, .walkIn, .doorView, .checkInList, .checkInScans, .checkInStream, .checkInWorker,
    .apiDocumentation, .api(.registrations), .apiKeys, .newAPIKey, .revokeAPIKey(id: 1), .webhooks, .newWebhook,
    .webhook(id: 1), .webhookDelivery(id: 1),
]

struct EveryPageTests {
    /// An enum with values in its cases has no list of them, so they are counted where they are declared.
    @Test func `every page has its place in the tests that try them all`() throws {
        let source = try String(contentsOfFile: ourFolder("Sources/Site/Addresses/Page.swift"), encoding: .utf8)
        let declaration = try #require(
            source.firstMatch(of: #/package enum Page[^{]*\{(.*?)\n\}/#.dotMatchesNewlines()))
        let declared = declaration.1.matches(of: #/\n    case (\w+)/#).map { String($0.1) }
        let tried = everyPage.map { String("\($0)".prefix { $0 != "(" }) }
        #expect(Set(declared) == Set(tried))
        #expect(declared.count == tried.count)
    }
}
