import ArgumentParser
import GRDB
import Secrets
import Testing

@testable import Storage
@testable import vemfn

struct DescribeErrorTests {
    private static let migrations: [MigrationError] = [
        .folderMissing(path: "/nowhere"), .databaseIsNewer(unknown: "0009_later.sql"), .gone(name: "0001_a.sql"),
        .changed(name: "0001_a.sql"), .outOfOrder(name: "0001_a.sql"), .foreignDatabase,
        .failed(name: "0001_a.sql", message: "no such table"),
    ]

    private static let others: [any Error] = [
        DatabaseFileError(path: "/nowhere/x", errno: 2), DatabaseError(resultCode: .SQLITE_NOTADB),
        DatabaseError(resultCode: .SQLITE_FULL), DatabaseError(resultCode: .SQLITE_IOERR),
        PasswordProblem.tooShort(least: 12), PasswordProblem.tooLong(mostBytes: 256), ConferenceExists(),
        Failure("It is full."), StoredValueError(column: "day", text: "2027-02-31"),
    ]

    @Test(arguments: migrations + others)
    func `whatever stops a command is told in words that name no Swift type`(error: any Error) throws {
        let words = try #require(sentence(for: error))
        #expect(words.first?.isUppercase == true && words.hasSuffix(".") && !words.contains("\n"), "\(words)")
        #expect(!words.contains("Optional") && !words.contains("Error"), "\(words)")
    }

    @Test func `help and wrong usage are left to ArgumentParser`() {
        #expect(sentence(for: CleanExit.helpRequest()) == nil)
        #expect(sentence(for: ValidationError("wrong")) == nil)
        #expect(sentence(for: CancellationError()) != nil)
    }
}
