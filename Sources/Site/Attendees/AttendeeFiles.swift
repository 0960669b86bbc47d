import Conference
import HTTP
import HTTPTypes
import Spreadsheet
import Storage

/// The attendee list in files and on paper: filter, order and columns of the address, all rows.
struct AttendeeFiles: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages

    @Sendable func csv(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let form = try visit.request.head.queryFields()
        let dialect: CSV.Dialect = form["format"] == "plain" ? .plain : .excel
        let query = AttendeeQuery(form, kommuner: store.kommuner)
        let (export, all) = try await begin(query)
        // Who needs what is for few eyes: the list that is passed around has it only when asked for.
        let asksForNeeds = form["needs"] == "yes"
        guard !asksForNeeds || signedIn.may(.readNeeds) else { return problems.notAllowed(visit, signedIn) }
        let hasNeeds = asksForNeeds || dialect == .plain && query.columns.isEmpty && signedIn.may(.readNeeds)
        return csv(visit, export, dialect, query.fileColumns(of: hasNeeds ? all : all.withoutNeeds))
    }

    private func csv(
        _ visit: Visit, _ export: AttendeeExport, _ dialect: CSV.Dialect, _ columns: AttendeeColumns
    ) -> Response {
        let pieces = export.written(by: AttendeeCSV(dialect, columns: columns), with: columns.parts)
        return file(visit, "csv", type: "text/csv; charset=utf-8; header=present") { try await pieces.next() }
    }

    @Sendable func json(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let query = AttendeeQuery(try visit.request.head.queryFields(), kommuner: store.kommuner)
        let (export, all) = try await begin(query)
        return json(visit, export, query.fileColumns(of: all.withoutNeeds))
    }

    private func json(_ visit: Visit, _ export: AttendeeExport, _ columns: AttendeeColumns) -> Response {
        let stream = AttendeeStream(export, parts: columns.parts, writer: AttendeeJSON(columns: columns))
        return file(visit, "json", type: "application/json") { try await stream.next() }
    }

    @Sendable func xlsx(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let query = AttendeeQuery(try visit.request.head.queryFields(), kommuner: store.kommuner)
        let (export, all) = try await begin(query)
        return try await xlsx(visit, export, query.fileColumns(of: all.withoutNeeds))
    }

    private func xlsx(
        _ visit: Visit, _ export: AttendeeExport, _ columns: AttendeeColumns
    ) async throws -> Response {
        let workbook = AttendeeWorkbook(
            columns: columns, workshops: try await export.workshops(), language: visit.language)
        let pieces = FilePieces(try await workbook.written(export))
        return file(
            visit, "xlsx", type: APIResource.AttendeeFileKind.xlsx.type
        ) { try await pieces.next() }
    }

    /// Everybody, for a program: CSV as it is stored.
    func all(_ kind: APIResource.AttendeeFileKind, _ visit: Visit, hasNeeds: Bool) async throws -> Response {
        let (export, all) = try await begin(AttendeeQuery(try FormData([]), kommuner: store.kommuner))
        let columns = hasNeeds ? all : all.withoutNeeds
        return switch kind {
        case .csv: csv(visit, export, .plain, columns)
        case .xlsx: try await xlsx(visit, export, columns)
        case .json: json(visit, export, columns)
        }
    }

    @Sendable func print(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let query = AttendeeQuery(try visit.request.head.queryFields(), kommuner: store.kommuner)
        let (export, all) = try await begin(query)
        let columns = query.columns(of: all.withoutNeeds)
        let title = visit("Deltagarlista", "List of attendees")
        let writer = AttendeePrintList(
            visit: visit, title: title, back: query.text, columns: columns,
            start: frame.start(visit, title: title, organiser: signedIn), end: frame.end(visit))
        let stream = AttendeeStream(export, parts: columns.parts, writer: writer)
        return Response(status: .ok, fields: frame.fields(visit), body: .stream { try await stream.next() })
    }

    private func begin(_ query: AttendeeQuery) async throws -> (AttendeeExport, AttendeeColumns) {
        let export = try await store.export(query.filter, order: query.order)
        let columns = AttendeeColumns(
            questions: try await export.questions(), workshops: try await export.workshops(),
            labels: try await export.labels(), kommuner: store.kommuner)
        return (export, columns)
    }

    private func file(
        _ visit: Visit, _ ending: String, type: String, next: @escaping @Sendable () async throws -> [UInt8]?
    ) -> Response {
        var fields = SecurityHeaders.everywhere
        fields[.contentType] = type
        fields[.contentDisposition] = "attachment; filename=\"deltagare-\(SwedishTime.isoDay(visit.now)).\(ending)\""
        fields[.cacheControl] = "no-store"
        return Response(status: .ok, fields: fields, body: .stream(next))
    }
}

/// A file as it is sent.
private actor FilePieces {
    private static let size = 64 << 10

    private let file: UnlinkedFile
    private var offset = 0

    init(_ file: UnlinkedFile) {
        self.file = file
    }

    func next() throws -> [UInt8]? {
        let piece = try file.read(at: offset, count: Self.size)
        offset += piece.count
        return piece.isEmpty ? nil : piece
    }
}
