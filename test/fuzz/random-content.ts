import type { Random } from '../fixtures/sample-case/random'
import type { TemplateInstance } from '../fixtures/evtx-writer/chunk-writer'
import * as v from '../fixtures/evtx-writer/values'
import {
  attribute,
  element,
  slot,
  type XmlAttribute,
  type XmlElement,
  type XmlPart,
} from '../fixtures/evtx-writer/xml-node'

const NAMES = [
  'Event',
  'System',
  'EventData',
  'UserData',
  'Data',
  'Binary',
  'Computer',
  'x-1',
  'Ä',
  '<?',
  'a b',
  '',
  'a:b',
  'c:b',
  'a:1',
  ':',
  'xml',
  'xml:b',
  'xmlns',
  'xmlns:a',
  'xmlns:c',
  'xmlns:xml',
  'Data_2',
  '\u037f\u0301',
]
const TEXTS = [
  '',
  'x',
  '<&>"\'',
  ']]>',
  '?>',
  '\ud800',
  '\u0003',
  'Zürich 𝄞',
  'y'.repeat(90),
  '4624',
  '0x3e7',
  'urn:a',
  'http://www.w3.org/2000/xmlns/',
]
const ENTITIES = ['lt', 'amp', 'nbsp', 'no name', '']
const TYPES = Array.from({ length: 0x24 }, (_, type) => type)

export const pick = <T>(random: Random, items: readonly T[]): T => items[random.integer(0, items.length)]!

/** A value of any type with bytes of any length, sound or not. */
export function randomValue(random: Random): v.FixtureValue {
  const type = pick(random, TYPES) | (random.next() < 0.15 ? 0x80 : 0)
  const size = pick(random, [0, 1, 2, 4, 8, 12, 16, 28, random.integer(0, 200)])
  const printable = random.next() < 0.5
  return v.rawValue(
    type === 0x21 ? 0x0e : type,
    Uint8Array.from({ length: size }, (_, i) =>
      printable ? (i % 2 === 0 ? 0x20 + random.integer(0, 90) : 0) : random.integer(0, 256),
    ),
  )
}

function randomPart(random: Random, slots: number): XmlPart {
  const choice = random.integer(0, slots > 0 ? 8 : 5)
  if (choice === 0) return { kind: 'cdata', text: pick(random, TEXTS) }
  if (choice === 1) return { kind: 'character', code: random.integer(0, 0x10000) }
  if (choice === 2) return { kind: 'entity', name: pick(random, ENTITIES) }
  if (choice === 3) return { kind: 'instruction', target: pick(random, NAMES), data: pick(random, TEXTS) }
  if (choice === 4) return { kind: 'text', text: pick(random, TEXTS) }
  return slot(random.integer(0, slots), pick(random, TYPES), random.next() < 0.5)
}

function randomAttributes(random: Random, slots: number): XmlAttribute[] {
  return Array.from({ length: random.integer(0, 5) }, () =>
    attribute(
      pick(random, NAMES),
      ...Array.from({ length: random.integer(0, 3) }, () => randomPart(random, slots)),
    ),
  )
}

/** Any tree. @param slots of the template it belongs to; 0 outside a template */
export function randomElement(random: Random, slots: number, depth = 0): XmlElement {
  const children = Array.from({ length: random.integer(0, depth > 4 ? 1 : 4) }, () =>
    random.next() < 0.45 ? randomElement(random, slots, depth + 1) : randomPart(random, slots),
  )
  const dependsOn = slots > 0 && random.next() < 0.2 ? random.integer(0, slots) : undefined
  return element(pick(random, NAMES), randomAttributes(random, slots), children, dependsOn)
}

/** A template with values, some of them streams again. */
export function randomInstance(random: Random, depth = 0): TemplateInstance {
  const slots = random.integer(1, 8)
  const values = Array.from({ length: random.integer(0, slots + 2) }, () => {
    if (depth > 5 || random.next() < 0.6) return randomValue(random)
    return {
      nested: random.next() < 0.3 ? randomElement(random, 0) : randomInstance(random, depth + 1),
    }
  })
  return { template: randomElement(random, slots), values }
}
