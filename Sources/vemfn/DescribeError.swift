import ArgumentParser
import Foundation
import GRDB
import HTTPServer
import Secrets
import Site
import Storage

/// Why a command could not do its work, in words for the person at the keyboard.
struct Failure: Error {
    let sentence: String

    init(_ sentence: String) {
        self.sentence = sentence
    }
}

/// One clear sentence for whatever stopped a command. Nil for what ArgumentParser says itself: help and wrong usage.
func sentence(for error: any Error) -> String? {
    switch error {
    case let error as Failure: error.sentence
    case let error as MigrationError: error.sentence
    case let error as DatabaseFileError: "Cannot open \(error.path): \(String(cString: strerror(error.errno)))."
    case let error as DatabaseError: error.sentence
    case let error as StoredValueError:
        "The database holds “\(error.text)” as \(error.column), which nothing writes there. Restore it from a backup."
    case let error as PasswordProblem: error.sentence
    case let error as Assets.Problem: error.sentence
    case let error as ServerError: error.sentence
    case let error as SystemError: "Cannot listen: \(error)."
    case is ConferenceExists: "The database holds a conference already."
    case let error as CocoaError: error.localizedDescription
    case is ExitCode: nil
    // Only ArgumentParser itself tells its own errors from others: those it would exit with 1 for are not its own.
    default: VemfnCommand.exitCode(for: error) == .failure ? "It failed unexpectedly: \(error)" : nil
    }
}

extension MigrationError {
    fileprivate var sentence: String {
        switch self {
        case .folderMissing(let path):
            "There are no migrations in the folder \(path). Check --migrations."
        case .databaseIsNewer(let unknown):
            "The database is from a newer version of this program, which applied \(unknown). Install that version."
        case .gone(let name):
            "The migration \(name) was applied to the database, but is missing from the folder. Put it back."
        case .changed(let name):
            "The migration \(name) was changed after it was applied to the database. Restore it as it was."
        case .outOfOrder(let name):
            "The migration \(name) sorts before one that was applied already. Give it a later number."
        case .foreignDatabase:
            "The database file belongs to another program. Check --database."
        case .failed(let name, let message):
            "The migration \(name) failed, and the database is as it was before: \(message)."
        }
    }
}

extension DatabaseError {
    fileprivate var sentence: String {
        switch resultCode {
        case .SQLITE_NOTADB: "The database file is no SQLite database. Check --database."
        case .SQLITE_BUSY, .SQLITE_LOCKED: "Another program keeps the database busy. Try again when it has finished."
        case .SQLITE_FULL: "The disk is full. Nothing was changed."
        case .SQLITE_READONLY: "The database file may not be written. Check its owner and mode."
        case .SQLITE_CANTOPEN:
            "The database file cannot be opened. Check that it is a file in a folder you may write to."
        case .SQLITE_CORRUPT: "The database file is damaged. Restore it from a backup."
        default: "SQLite says: \(message ?? "no reason given") (\(extendedResultCode.rawValue))."
        }
    }
}

extension PasswordProblem {
    fileprivate var sentence: String {
        switch self {
        case .tooShort(let least): "The password must have at least \(least) characters."
        case .tooLong(let mostBytes): "The password must have at most \(mostBytes) bytes."
        }
    }
}

extension Assets.Problem {
    fileprivate var sentence: String {
        switch self {
        case .folderMissing(let path): "There is no folder \(path). Check --public."
        case .fileMissing(let name): "The public folder lacks \(name). Check --public."
        case .unknownType(let name): "The public folder holds \(name), a kind of file this program cannot serve."
        }
    }
}

extension ServerError {
    fileprivate var sentence: String {
        switch self {
        case .unknownHost(let host): "\(host) is no address of this machine. Check --host."
        case .alreadyStarted: "The server was started twice."
        case .notListening(let descriptor):
            "Descriptor \(descriptor), which was passed as a socket to listen on (LISTEN_FDS), is no listening TCP socket."
        }
    }
}
