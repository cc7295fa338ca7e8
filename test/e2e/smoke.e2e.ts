import { expect, test } from './launch'

test('the window opens with its title and no Node in the page', async ({ openViewer }) => {
  const { app, page } = await openViewer()
  await expect(page).toHaveTitle(/Sojourn/)
  expect(page.url()).toBe('app://sojourn/index.html')
  const seen = await page.evaluate(() => ({
    require: typeof Reflect.get(window, 'require'),
    process: typeof Reflect.get(window, 'process'),
    bridge: Object.keys(Reflect.get(window, 'sojourn') as object).sort(),
    isolated: crossOriginIsolated,
  }))
  expect(seen).toEqual({
    require: 'undefined',
    process: 'undefined',
    bridge: [
      'acceptChanged',
      'answerPassword',
      'answerPlace',
      'appInfo',
      'cachedCopies',
      'changeCase',
      'changePreferences',
      'chooseAuthorities',
      'chooseExport',
      'chooseKey',
      'connect',
      'connectPlace',
      'copyFromPlace',
      'copyText',
      'custodyLog',
      'finishExport',
      'leavePlace',
      'licences',
      'locateLog',
      'lookInPlace',
      'newCase',
      'openCase',
      'openDropped',
      'openFiles',
      'openFolder',
      'openSample',
      'pausePlace',
      'preferences',
      'readAgain',
      'readInZone',
      'recentCases',
      'removeCopies',
      'saveCase',
      'saveCustody',
      'setMenu',
      'skipInPlace',
      'tryAgain',
    ],
    isolated: true,
  })
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    return { minimum: window?.getMinimumSize(), visible: window?.isVisible() }
  })
  expect(preferences).toEqual({ minimum: [1000, 640], visible: true })
})
