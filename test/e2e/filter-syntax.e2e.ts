/** The language of the search box. */
import { CaseView } from './case-view'
import { expect, SAMPLE, test } from './launch'

test('fields, exclusions and comparisons narrow the rows; what is wrong is said and changes nothing', async ({
  openViewer,
}) => {
  const { page } = await openViewer([SAMPLE])
  const view = new CaseView(page)
  await view.settled()
  const matched = async () => (await view.counts())!.matched
  const all = await matched()

  await view.search.fill('account:ext-rvdberg -computer:MER-FS02')
  await expect.poll(matched).toBe(3)
  await view.search.fill('account:ext-rvdberg type:10 end:4647 dur:>1h')
  await expect.poll(matched).toBe(1)

  await view.search.fill('account:ext-rvdberg type:10 end:4647 dur:>soon')
  const problem = page.getByRole('search').getByRole('alert')
  await expect(problem).toContainText('soon')
  await expect(view.search).toHaveAttribute('aria-invalid', 'true')
  await view.picture('filter-problem')
  expect(await matched()).toBe(1)

  await view.search.fill('')
  await expect.poll(matched).toBe(all)
  await expect(problem).toBeHidden()
})
