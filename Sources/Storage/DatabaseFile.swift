import Foundation
import Glibc

/// The database file cannot be opened or created.
package struct DatabaseFileError: Error, Equatable {
    package let path: String
    /// As `open(2)` left it.
    package let errno: Int32
}

/// What must be settled about the file before SQLite opens it.
enum DatabaseFile {
    /// Creates the file for its owner alone, for it holds names and needs; SQLite gives its WAL the same mode.
    ///
    /// A file that exists is not opened: closing it would end the locks of this process on it (fcntl(2)).
    static func create(_ path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            close(descriptor)
        } else if errno != EEXIST {
            throw DatabaseFileError(path: path, errno: errno)
        }
    }
}

/// Held while a database is opened and migrated: programs that start at once take turns.
///
/// SQLite's own lock does not do, as changing the journal mode fails on a busy file without waiting.
struct FolderLock: ~Copyable {
    private let descriptor: Int32

    /// Waits for its turn.
    ///
    /// - Parameter path: A file in the folder.
    init(around path: String) throws {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw DatabaseFileError(path: path, errno: errno) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw DatabaseFileError(path: path, errno: errno) }
        }
    }

    deinit { close(descriptor) }
}
