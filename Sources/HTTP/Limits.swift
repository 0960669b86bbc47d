/// How much a peer may send before it is refused. Sizes in bytes.
package struct Limits: Sendable {
    package var targetBytes = 4096
    /// Request line and field lines together.
    package var headBytes = 16_384
    package var fieldCount = 100
    /// Chunk sizes, chunk extensions and trailer fields together.
    package var chunkOverheadBytes = 16_384

    package init() {}
}
