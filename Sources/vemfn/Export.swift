import ArgumentParser
import Conference
import Foundation
import Site
import Storage

struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write all attendees as CSV to standard output.",
        discussion:
            "The attendees as they stand when it begins, in Swedish order of name. Works while the site is served.")

    @Flag(help: "For machines: commas, the fields' own names, every answer as it is stored. Else for Swedish Excel.")
    var plain = false

    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        let store = try await options.settings().openExistingStore()
        let export = try await store.export(AttendeeFilter(), order: .name)
        var csv = AttendeeCSV(
            plain ? .plain : .excel, fields: Field.all, questions: try await export.questions(),
            workshops: try await export.workshops(), kommuner: store.kommuner)
        try write(csv.bytes(of: []))
        while let batch = try await export.next() {
            let (answers, places) = (try await export.answers(of: batch), try await export.places(of: batch))
            try write(csv.bytes(of: batch, answers: answers, places: places))
        }
    }

    private func write(_ bytes: [UInt8]) throws {
        try FileHandle.standardOutput.write(contentsOf: Data(bytes))
    }
}
