/** True of texts that name a place on the network; everything else is a path of this machine, UNC paths too. */
export function isRemoteAddress(text: string): boolean {
  return /^(?:sftp|https?|s3):\/\//i.test(text)
}
