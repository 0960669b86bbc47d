package import Conference
package import Secrets

/// Every page there is. Its address is in `Page+parts.swift`, and nowhere else.
package enum Page: Sendable, Equatable {
    case start
    case signUp
    case personal(SecretLink)
    case cancel(SecretLink)
    case change(SecretLink)
    case handOver(SecretLink)
    case ticket(SecretLink)
    /// Where a colleague takes over a seat, by a claim link.
    case claim(SecretLink)
    case delegationForm
    case delegation(SecretLink)
    case delegationMore(SecretLink)
    case delegationMember(SecretLink, id: Int64)
    case delegationContact(SecretLink)
    /// A kommun's own page, and what it does there.
    case kommun(SecretLink)
    case kommunRegister(SecretLink)
    case kommunPerson(SecretLink, id: Int64)
    case kommunSwap(SecretLink, id: Int64)
    case kommunSeats(SecretLink)
    case questions(SecretLink)
    case workshop(SecretLink, id: Int64)
    /// The offer of a seat.
    case offer(SecretLink)
    case lostLink
    case noReminders(SecretLink)
    case quotas
    /// The rules of seats in plain words.
    case quotaRules
    case quotaDecisions
    case quotaDecision(id: Int64)
    /// The quotas as other sites show them in a frame.
    case embeddedQuotas
    /// How they do it.
    case quotaEmbedding
    case privacy
    case accessibility
    case programme
    case practical
    /// How programs ask and are told.
    case apiDocumentation

    case organisers
    case signIn
    case choosePassword
    case signOut
    case overview
    /// Where all settings are reached from.
    case settings
    case conferenceSettings
    case attendees
    /// Some of the list, to do something with all of them.
    case attendeeSelection
    case labelSelection
    case cancelSelection
    case undoLabelling(id: Int64)
    case savedViews
    case removeView(id: Int64)
    /// The list on paper.
    case attendeesPrint
    /// What can be printed.
    case printing
    /// How badges are to be printed.
    case badges
    case badgeSheets
    case signList
    /// Needs as the kitchen gets them.
    case needCounts
    case attendee(id: Int64)
    case newAttendee
    case importAttendees
    case cancelAttendee(id: Int64)
    case editAttendee(id: Int64)
    case labelAttendee(id: Int64)
    case attendeeNotes(id: Int64)
    case note(id: Int64)
    case moveSelection
    case undoMove(id: Int64)
    case delegationSetting(id: Int64)
    case needs
    case quotaSettings
    case quotaSetting(id: Int64)
    /// The links of the kommuner.
    case kommunLinks
    /// By SCB's four digits.
    case kommunLink(code: String)
    /// A kommun's wish for more seats.
    case seatRequest(id: Int64)
    /// The movements of a group's seats.
    case quotaAccount(id: Int64)
    /// The seats divided anew.
    case quotaPlan
    case questionSettings
    case newQuestion
    case questionPreview
    case questionSetting(id: Int64)
    case moveQuestion(id: Int64)
    case retireQuestion(id: Int64)
    case workshopSettings
    case newWorkshop
    case workshopSetting(id: Int64)
    case retireWorkshop(id: Int64)
    case programmeSettings
    case newProgrammeItem
    case programmeItem(id: Int64)
    case newRoom
    case room(id: Int64)
    case newSpeaker
    case speaker(id: Int64)
    case textSettings
    case textSetting(ConferenceText)
    case checkIn
    case walkIn
    /// What the doors are shown.
    case doorView
    case messages
    case message(id: Int64)
    case resendMessage(id: Int64)
    case settleMessage(id: Int64)
    /// What the messages say that go out by themselves.
    case mailTexts
    case mailText(MessageKind)
    case mailTextPreview(MessageKind)
    /// The letter alone, as a mail program would show it.
    case mailTextLetter(MessageKind)
    /// What organisers write to many.
    case mailings
    case newMailing
    case mailing(id: Int64)
    case mailingText(id: Int64)
    case mailingPreview(id: Int64)
    case mailingLetter(id: Int64)
    case mailingRecipients(id: Int64)

    /// The second step of signing in.
    case signInCode
    case account
    case sessions
    case secondFactor
    case team
    case teamMember(id: Int64)
    case invite
    case withdrawInvitation(id: Int64)
    /// Where somebody who is invited to the team joins it.
    case invitation(SecretLink)
    case log
    case apiKeys
    case newAPIKey
    case revokeAPIKey(id: Int64)
    case webhooks
    case newWebhook
    case webhook(id: Int64)
    case webhookDelivery(id: Int64)

    case calendar(CalendarLink)
    /// A kommun's people as a file.
    case kommunList(SecretLink)
    case quotasJSON
    case quotasCSV
    case quotaDecisionJSON(id: Int64)
    case attendeesCSV
    case attendeesXLSX
    case attendeesJSON
    /// The measurements of a sheet of badges.
    case badgeStyle
    case checkInList
    case checkInScans
    case checkInStream
    case checkInWorker
    case api(APIResource)
}
