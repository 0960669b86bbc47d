import ArgumentParser
import Conference
import Foundation
import Storage

struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Load a demonstration conference with made-up attendees into an empty database file.")

    @Flag(help: "When there is a conference already, leave it alone and succeed.")
    var ifEmpty = false

    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        let settings = try options.settings()
        let store = try await settings.openStore()
        let now = Date()
        let groups = QuotaGroup.all(kommuner: store.kommuner)
        do {
            let facts = Demonstration.facts(now: now)
            try await store.createConference(
                facts,
                quotas: Dictionary(uniqueKeysWithValues: groups.map { ($0, Demonstration.quota(of: $0)) }),
                arrivals: Demonstration.attendees(kommuner: store.kommuner),
                questions: Demonstration.questions, programme: Demonstration.programme,
                workshops: Demonstration.workshops(on: facts.day), texts: Demonstration.texts, now: now)
        } catch is ConferenceExists where ifEmpty {
            print("\(settings.database) holds a conference already; nothing was loaded.")
            return
        }
        let board = try await store.quotaBoard()
        print("Loaded the demonstration conference: \(board.taken) people have a seat, \(board.waiting) wait.")
    }
}
