/// S3
package struct S3Client: Sendable {
}
