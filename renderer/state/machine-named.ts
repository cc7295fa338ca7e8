/** The machine that has this among its names, in any spelling; names of records and of results both find it. */
export function machineNamed<M extends { readonly name: string; readonly aliases: readonly string[] }>(
  machines: readonly M[],
  computer: string,
): M | undefined {
  const wanted = computer.toLowerCase()
  const hasName = (name: string): boolean => name.toLowerCase() === wanted
  return machines.find(({ name }) => hasName(name)) ?? machines.find(({ aliases }) => aliases.some(hasName))
}
