import ArgumentParser
import Foundation

/// The environment variables a program was started with. An empty one counts as not set.
struct Environment {
    let variables: [String: String]

    static let process = Environment(variables: ProcessInfo.processInfo.environment)

    /// The value of the first variable that is set; nil when none is.
    ///
    /// - Throws: `ValidationError`, which names the variable, when its text cannot be such a value.
    func value<Value: ExpressibleByArgument>(_ names: String...) throws -> Value? {
        for name in names {
            guard let text = variables[name], !text.isEmpty else { continue }
            guard let value = Value(argument: text) else {
                throw ValidationError("The environment variable \(name) has the value “\(text)”, which cannot be used.")
            }
            return value
        }
        return nil
    }
}
