import Dispatch
import Secrets

/// Runs scrypt one at a time on a queue of its own: a burst of sign-ins costs at most one core and 32 MiB.
enum Scrypt {
    private static let queue = DispatchQueue(label: "vemfn.scrypt")

    static func hash(_ password: String, random: RandomBytes) async throws -> PasswordHash {
        if let problem = PasswordHash.problem(in: password) { throw problem }
        return await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: PasswordHash(of: password, random: random)) }
        }
    }

    static func matches(_ password: String, _ hash: PasswordHash) async -> Bool {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: hash.matches(password)) }
        }
    }
}
