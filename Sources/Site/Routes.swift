import Conference
import HTTP
import HTTPTypes

typealias Handler = @Sendable (Visit) async throws -> Response

/// What an address answers to.
struct Route: Sendable {
    var get: Handler?
    var post: Handler?
    var patch: Handler?
    /// Whether everybody gets the same bytes until data or minute change.
    var isRenderedOnce = false

    func handler(for method: HTTPRequest.Method) -> Handler? {
        switch method {
        case .get, .head: get
        case .post: post
        case .patch: patch
        default: nil
        }
    }

    var methods: [HTTPRequest.Method] {
        (get == nil ? [] : [.get, .head]) + (post == nil ? [] : [.post]) + (patch == nil ? [] : [.patch])
    }
}

extension Response {
    /// The answer to OPTIONS, and to methods an address does not have (RFC 9110 §9.3.7, §15.5.6).
    static func refusal(of method: HTTPRequest.Method, allowed: [HTTPRequest.Method]) -> Response {
        var fields = SecurityHeaders.everywhere
        fields[.allow] = (allowed + [.options]).map(\.rawValue).joined(separator: ", ")
        return Response(status: method == .options ? .noContent : .methodNotAllowed, fields: fields)
    }
}

extension Site {
    func route(_ page: Page) -> Route {
        switch page {
        case .start: Route(get: start.show, isRenderedOnce: true)
        case .quotas: Route(get: quotas.show, isRenderedOnce: true)
        case .embeddedQuotas: Route(get: embeddedQuotas.embedded, isRenderedOnce: true)
        case .quotaEmbedding: Route(get: embeddedQuotas.instructions)
        case .quotasJSON: Route(get: quotas.json, isRenderedOnce: true)
        case .quotasCSV: Route(get: quotas.csv, isRenderedOnce: true)
        case .quotaRules: Route(get: quotaRules.show, isRenderedOnce: true)
        case .quotaDecisions: Route(get: quotaDecisions.list, isRenderedOnce: true)
        case .quotaDecision(let id): Route(get: { try await self.quotaDecisions.show($0, id: id) })
        case .quotaDecisionJSON(let id): Route(get: { try await self.quotaDecisions.json($0, id: id) })
        case .privacy: Route(get: information.privacy, isRenderedOnce: true)
        case .accessibility: Route(get: information.accessibility, isRenderedOnce: true)
        case .apiDocumentation: Route(get: apiDocumentation.show, isRenderedOnce: true)
        case .api(let resource): api(resource)
        case .apiKeys: organisers(.makeKeys, get: apiKeys.list)
        case .newAPIKey: organisers(.makeKeys, get: apiKeys.describe, post: apiKeys.make)
        case .revokeAPIKey(let id):
            organisers(
                .makeKeys, post: { visit, signedIn, _ in try await self.apiKeys.revoke(visit, signedIn, id: id) })
        case .webhooks: organisers(.changeSettings, get: webhooks.list)
        case .newWebhook: organisers(.changeSettings, get: webhooks.describe, post: webhooks.add)
        case .webhook(let id):
            organisers(
                .changeSettings, get: { try await self.webhooks.show($0, $1, id: id) },
                post: { try await self.webhooks.change($0, $1, $2, id: id) })
        case .webhookDelivery(let id):
            organisers(
                .changeSettings, get: { try await self.webhookDeliveries.show($0, $1, id: id) },
                post: { visit, signedIn, _ in try await self.webhookDeliveries.resend(visit, signedIn, id: id) })

        case .practical: Route(get: information.practical, isRenderedOnce: true)
        case .programme: Route(get: programme.show, isRenderedOnce: true)

        case .signUp: Route(get: signUp.show, post: signUp.submit)
        case .personal(let link): Route(get: { try await self.personal.show($0, link) })
        case .cancel(let link):
            Route(
                get: { try await self.personal.askToCancel($0, link) },
                post: { try await self.personal.cancel($0, link) })

        case .change(let link):
            Route(get: { try await self.change.show($0, link) }, post: { try await self.change.submit($0, link) })
        case .handOver(let link):
            Route(get: { try await self.handOver.show($0, link) }, post: { try await self.handOver.submit($0, link) })
        case .claim(let link):
            Route(get: { try await self.claim.show($0, link) }, post: { try await self.claim.submit($0, link) })
        case .ticket(let link): Route(get: { try await self.ticket.show($0, link) })
        case .calendar(let link): Route(get: { try await self.calendar.file($0, link) })

        case .delegationForm: Route(get: delegationForm.show, post: delegationForm.submit)
        case .delegation(let link):
            Route(
                get: { try await self.delegation.show($0, link) },
                post: { try await self.delegation.acceptOffers($0, link) })
        case .delegationMore(let link):
            Route(
                get: { try await self.delegationForm.showMore($0, link) },
                post: { try await self.delegationForm.submitMore($0, link) })
        case .delegationMember(let link, let id):
            Route(
                get: { try await self.delegation.showMember($0, link, id) },
                post: { try await self.delegation.changeMember($0, link, id) })
        case .delegationContact(let link):
            Route(get: { try await self.contacts.show($0, link) }, post: { try await self.contacts.change($0, link) })
        case .kommun(let link): Route(get: { try await self.kommun.show($0, link) })
        case .kommunList(let link): Route(get: { try await self.kommun.csv($0, link) })
        case .kommunRegister(let link):
            Route(
                get: { try await self.delegationForm.show($0, ofKommun: link) },
                post: { try await self.delegationForm.submit($0, ofKommun: link) })
        case .kommunPerson(let link, let id):
            Route(
                get: { try await self.kommunPeople.show($0, link, id) },
                post: { try await self.kommunPeople.cancel($0, link, id) })
        case .kommunSwap(let link, let id):
            Route(
                get: { try await self.kommunPeople.askToSwap($0, link, id) },
                post: { try await self.kommunPeople.swap($0, link, id) })
        case .kommunSeats(let link):
            Route(
                get: { try await self.kommunSeats.show($0, link) },
                post: { try await self.kommunSeats.submit($0, link) })
        case .questions(let link):
            Route(
                get: { try await self.questions.show($0, link) },
                post: { try await self.questions.submit($0, link) })

        case .offer(let link):
            Route(get: { try await self.offers.show($0, link) }, post: { try await self.offers.answer($0, link) })
        case .workshop(let link, let id):
            Route(
                get: { try await self.workshopOffers.show($0, link, workshop: id) },
                post: { try await self.workshopOffers.answer($0, link, workshop: id) })

        case .lostLink: Route(get: lostLink.show, post: lostLink.submit)
        case .noReminders(let link):
            Route(
                get: { try await self.reminders.ask($0, link) }, post: { try await self.reminders.refuse($0, link) })

        case .organisers: organisers(.keepOwnAccount, get: { .seeOther($0.path($1.organiser.landing)) })
        case .signIn: Route(get: signIn.show, post: signIn.submit)
        case .signInCode: Route(get: code.show, post: code.submit)
        case .invitation(let link):
            Route(
                get: { try await self.invitation.show($0, link) }, post: { try await self.invitation.accept($0, link) })
        case .account: organisers(.keepOwnAccount, get: account.show)
        case .sessions: organisers(.keepOwnAccount, post: account.endSession)
        case .secondFactor: organisers(.keepOwnAccount, get: secondFactor.show, post: secondFactor.submit)
        case .team: organisers(.manageTeam, get: team.list, post: team.demand)
        case .teamMember(let id):
            organisers(
                .manageTeam, get: { try await self.teamMember.show($0, $1, id: id) },
                post: { try await self.teamMember.change($0, $1, $2, id: id) })
        case .invite: organisers(.manageTeam, get: invite.show, post: invite.submit)
        case .withdrawInvitation(let id):
            organisers(
                .manageTeam, post: { visit, signedIn, _ in try await self.team.withdraw(visit, signedIn, id: id) })
        case .log: organisers(.readLog, get: log.list)
        case .signOut: organisers(.keepOwnAccount, get: signIn.afterSignOut, post: signIn.signOut)
        case .choosePassword: organisers(.keepOwnAccount, get: signIn.askForPassword, post: signIn.choosePassword)
        case .overview: organisers(.readAttendees, get: overview.show)
        case .settings: organisers(.readSettings, get: settingsHub.show)
        case .conferenceSettings:
            organisers(.changeSettings, get: conferenceSettings.show, post: conferenceSettings.submit)
        case .attendees: organisers(.readAttendees, get: attendees.list)
        case .attendeesCSV: organisers(.readAttendees, get: attendeeFiles.csv)
        case .attendeesXLSX: organisers(.readAttendees, get: attendeeFiles.xlsx)
        case .attendeesJSON: organisers(.readAttendees, get: attendeeFiles.json)
        case .attendeesPrint: organisers(.readAttendees, get: attendeeFiles.print)
        case .attendeeSelection: organisers(.readAttendees, get: selection.show)
        case .labelSelection: organisers(.changeAttendees, get: selection.show, post: selection.label)
        case .cancelSelection: organisers(.changeAttendees, get: selection.askToCancel, post: selection.cancel)
        case .undoLabelling(let id):
            organisers(
                .changeAttendees,
                post: { visit, signedIn, _ in try await self.selection.undo(visit, signedIn, id: id) })
        case .savedViews: organisers(.readAttendees, get: attendees.list, post: savedViews.save)
        case .removeView(let id):
            organisers(
                .readAttendees,
                post: { visit, signedIn, _ in try await self.savedViews.remove(visit, signedIn, id: id) })
        case .attendee(let id): organisers(.readAttendees, get: { try await self.attendee.show($0, $1, id: id) })
        case .editAttendee(let id):
            organisers(
                .changeAttendees, get: { try await self.editing.show($0, $1, id: id) },
                post: { try await self.editing.submit($0, $1, $2, id: id) })
        case .labelAttendee(let id):
            organisers(.changeAttendees, post: { try await self.attendee.label($0, $1, $2, id: id) })
        case .attendeeNotes(let id):
            organisers(.changeAttendees, post: { try await self.notes.add($0, $1, $2, id: id) })
        case .note(let id):
            organisers(
                .changeAttendees, get: { try await self.notes.show($0, $1, id: id) },
                post: { try await self.notes.change($0, $1, $2, id: id) })
        case .moveSelection: organisers(.changeAttendees, get: moving.show, post: moving.move)
        case .undoMove(let id):
            organisers(
                .changeAttendees, get: { try await self.moving.askToUndo($0, $1, id: id) },
                post: { try await self.moving.undo($0, $1, $2, id: id) })
        case .newAttendee: organisers(.changeAttendees, get: addAttendee.show, post: addAttendee.submit)
        case .importAttendees:
            organisers(
                .changeAttendees, partLimit: ImportDraft.partLimit, get: importPages.show, post: importPages.submit)
        case .cancelAttendee(let id):
            organisers(
                .changeAttendees, get: { try await self.attendees.askToCancel($0, $1, id: id) },
                post: { visit, signedIn, _ in try await self.attendees.cancel(visit, signedIn, id: id) })
        case .delegationSetting(let id):
            organisers(
                .changeAttendees, get: { try await self.contacts.show($0, $1, id: id) },
                post: { try await self.contacts.change($0, $1, $2, id: id) })
        case .messages: organisers(.handleMail, get: messages.list)
        case .message(let id): organisers(.handleMail, get: { try await self.messages.show($0, $1, id: id) })
        case .resendMessage(let id):
            organisers(
                .handleMail, post: { try await self.messages.resend($0, $1, $2, id: id) })
        case .settleMessage(let id):
            organisers(
                .handleMail, post: { visit, signedIn, _ in try await self.messages.settle(visit, signedIn, id: id) })
        case .mailTexts: organisers(.handleMail, get: mailTexts.list)
        case .mailText(let kind):
            organisers(
                .handleMail, get: { try await self.mailTexts.edit($0, $1, kind) },
                post: { try await self.mailTexts.submit($0, $1, $2, kind) })
        case .mailTextPreview(let kind):
            organisers(
                .handleMail, get: { try await self.mailTexts.preview($0, $1, kind) },
                post: { try await self.mailTexts.decide($0, $1, $2, kind) })
        case .mailTextLetter(let kind):
            organisers(.handleMail, get: { try await self.mailTexts.letter($0, $1, kind) })
        case .mailings: organisers(.handleMail, get: mailings.list)
        case .newMailing: organisers(.handleMail, get: mailingForms.describe, post: mailingForms.add)
        case .mailing(let id):
            organisers(
                .handleMail, get: { try await self.mailings.show($0, $1, id: id) },
                post: { try await self.mailings.act($0, $1, $2, id: id) })
        case .mailingText(let id):
            organisers(
                .handleMail, get: { try await self.mailingForms.edit($0, $1, id: id) },
                post: { try await self.mailingForms.change($0, $1, $2, id: id) })
        case .mailingPreview(let id):
            organisers(
                .handleMail, get: { try await self.mailingPreviews.show($0, $1, id: id) },
                post: { try await self.mailingPreviews.sendTest($0, $1, $2, id: id) })
        case .mailingLetter(let id):
            organisers(.handleMail, get: { try await self.mailingPreviews.letter($0, $1, id: id) })
        case .mailingRecipients(let id):
            organisers(.handleMail, get: { try await self.mailings.recipients($0, $1, id: id) })
        case .checkIn: organisers(.checkIn, get: checkIn.show, post: checkIn.press)
        case .walkIn: organisers(.checkIn, get: walkIns.show, post: walkIns.submit)
        case .doorView: organisers(.changeSettings, get: doorView.show, post: doorView.change)
        case .checkInList: organisers(.checkIn, get: doorFiles.list)
        case .checkInScans: organisers(.checkIn, post: doorFiles.merge)
        case .checkInStream: organisers(.checkIn, get: doorStreams.open)
        case .checkInWorker: Route(get: doorFiles.worker)
        case .printing: organisers(.readAttendees, get: printing.show)
        case .badges: organisers(.readAttendees, get: badges.show)
        case .badgeSheets: organisers(.readAttendees, get: badges.sheets)
        case .badgeStyle: organisers(.readAttendees, get: badges.style)
        case .signList: organisers(.readAttendees, get: signLists.show)
        // Not for those who see the list but not the needs: before and after one person more, two figures tell the one.
        case .needCounts: organisers(.readNeeds, get: needCounts.show)
        case .needs: organisers(.readNeeds, get: attendees.needs)
        case .quotaSettings: organisers(.readSettings, get: quotaSettings.list)
        case .quotaSetting(let id):
            organisers(
                .changeSettings, get: { try await self.quotaSettings.edit($0, $1, id: id) },
                post: { try await self.quotaSettings.change($0, $1, $2, id: id) })
        case .kommunLinks:
            organisers(.readSettings, changing: .changeSettings, get: kommunLinks.list, post: kommunLinks.change)
        case .kommunLink(let code):
            organisers(
                .readSettings, changing: .changeSettings, get: { try await self.kommunLink.show($0, $1, code) },
                post: { try await self.kommunLink.change($0, $1, $2, code) })
        case .seatRequest(let id):
            organisers(
                .readSettings, changing: .changeSettings, get: { try await self.seatRequests.show($0, $1, id: id) },
                post: { try await self.seatRequests.answer($0, $1, $2, id: id) })
        case .quotaAccount(let id):
            organisers(.readSettings, get: { try await self.quotaAccounts.show($0, $1, id: id) })
        case .quotaPlan:
            organisers(.readSettings, changing: .changeSettings, get: quotaPlan.show, post: quotaPlan.apply)
        case .workshopSettings: organisers(.readSettings, get: workshopSettings.list)
        case .newWorkshop: organisers(.changeSettings, get: workshopSettings.describe, post: workshopSettings.add)
        case .workshopSetting(let id):
            organisers(
                .readSettings, changing: .changeSettings, get: { try await self.workshopSettings.edit($0, $1, id: id) },
                post: { try await self.workshopSettings.change($0, $1, $2, id: id) })
        case .retireWorkshop(let id):
            organisers(.changeSettings, post: { try await self.workshopSettings.retire($0, $1, $2, id: id) })
        case .programmeSettings: organisers(.readSettings, get: programmeSettings.list)
        case .newProgrammeItem:
            organisers(.changeSettings, get: programmeItems.describe, post: programmeItems.add)
        case .programmeItem(let id):
            organisers(
                .changeSettings, get: { try await self.programmeItems.edit($0, $1, id: id) },
                post: { try await self.programmeItems.change($0, $1, $2, id: id) })
        case .newRoom: organisers(.changeSettings, get: rooms.describe, post: rooms.add)
        case .room(let id):
            organisers(
                .changeSettings, get: { try await self.rooms.edit($0, $1, id: id) },
                post: { try await self.rooms.change($0, $1, $2, id: id) })
        case .newSpeaker: organisers(.changeSettings, get: speakers.describe, post: speakers.add)
        case .speaker(let id):
            organisers(
                .changeSettings, get: { try await self.speakers.edit($0, $1, id: id) },
                post: { try await self.speakers.change($0, $1, $2, id: id) })
        case .textSettings: organisers(.changeSettings, get: texts.list)
        case .textSetting(let text):
            organisers(
                .changeSettings, get: { try await self.texts.edit($0, $1, text) },
                post: { try await self.texts.change($0, $1, $2, text) })
        case .questionSettings: organisers(.readSettings, get: questionSettings.list)
        case .questionPreview: organisers(.readSettings, get: questionSettings.preview)
        case .newQuestion: organisers(.changeSettings, get: questionSettings.describe, post: questionSettings.add)
        case .questionSetting(let id):
            organisers(
                .changeSettings, get: { try await self.questionSettings.edit($0, $1, id: id) },
                post: { try await self.questionSettings.change($0, $1, $2, id: id) })
        case .moveQuestion(let id):
            organisers(.changeSettings, post: { try await self.questionSettings.move($0, $1, $2, id: id) })
        case .retireQuestion(let id):
            organisers(.changeSettings, post: { try await self.questionSettings.retire($0, $1, $2, id: id) })
        }
    }
}
