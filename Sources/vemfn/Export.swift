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
        let columns = AttendeeColumns(
            questions: try await export.questions(), workshops: try await export.workshops(),
            labels: try await export.labels(), kommuner: store.kommuner)
        let csv = AttendeeCSV(plain ? .plain : .excel, columns: columns)
        let pieces = export.written(by: csv, with: columns.parts)
        while let piece = try await pieces.next() { try write(piece) }
    }

    private func write(_ bytes: [UInt8]) throws {
        try FileHandle.standardOutput.write(contentsOf: Data(bytes))
    }
}
