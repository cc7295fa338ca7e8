import type { Block, Inline } from './markdown'

interface MarkdownProps {
  readonly blocks: readonly Block[]
  readonly onPage: (page: string) => void
}

/** A page as elements: nothing of it is ever taken for HTML, and its links lead to other pages of the help only. */
export function Markdown({ blocks, onPage }: MarkdownProps) {
  const words = (content: readonly Inline[]) => <Words content={content} onPage={onPage} />
  return blocks.map((block, at) => {
    switch (block.kind) {
      case 'heading':
        if (block.level === 1) return <h2 key={at}>{block.text}</h2>
        return block.level === 2 ? (
          <h3 key={at} data-heading={block.text}>
            {block.text}
          </h3>
        ) : (
          <h4 key={at}>{block.text}</h4>
        )
      case 'paragraph':
        return <p key={at}>{words(block.content)}</p>
      case 'code':
        return <pre key={at}>{block.text}</pre>
      case 'list': {
        const items = block.items.map((item, index) => <li key={index}>{words(item)}</li>)
        return block.ordered ? <ol key={at}>{items}</ol> : <ul key={at}>{items}</ul>
      }
      case 'table': {
        const [head = [], ...rows] = block.rows
        return (
          <table key={at}>
            <thead>
              <tr>
                {head.map((cell, index) => (
                  <th key={index}>{words(cell)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                <tr key={index}>
                  {row.map((cell, column) => (
                    <td key={column}>{words(cell)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        )
      }
    }
  })
}

function Words({
  content,
  onPage,
}: {
  readonly content: readonly Inline[]
  readonly onPage: (page: string) => void
}) {
  return content.map((piece, at) => {
    if (piece.kind === 'code') return <code key={at}>{piece.text}</code>
    if (piece.kind === 'strong') return <b key={at}>{piece.text}</b>
    if (piece.kind === 'text') return <span key={at}>{piece.text}</span>
    return (
      <button key={at} type="button" className="help-link" onClick={() => onPage(piece.page)}>
        {piece.text}
      </button>
    )
  })
}
