import Foundation

/// Seeds for tests over random histories: the one in VEMFN_TEST_SEED, to repeat a failure, or the first `count`.
package func seeds(_ count: UInt64) -> [UInt64] {
    if let chosen = ProcessInfo.processInfo.environment["VEMFN_TEST_SEED"].flatMap(UInt64.init) { return [chosen] }
    return Array(1...count)
}
