import { useStore } from '../state/store'
import { pickedCount } from '../state/value-slice'
import { strings } from '../strings'
import { Icon } from '../theme/mark'
import type { IconName } from '../theme/icons'
import { Button } from '../ui/button'
import { countText } from '../ui/numbers'
import { PopoverButton } from '../ui/popover-button'
import { COLUMNS } from './columns'
import './grid-actions.css'

const WIDTH = 220

/** What can be done with the rows: tag those that are selected, choose columns, export. */
export function GridActions() {
  const picked = useStore(pickedCount)
  const selected = useStore((state) => (state.selection === null ? 0 : Math.max(1, picked)))
  const ready = useStore((state) => state.result !== null)
  const { openCaseDialog, showExport } = useStore.getState()
  return (
    <>
      <span className="spacer" />
      {selected > 0 ? <span className="dim">{`${countText(selected)} ${strings.grid.selected}`}</span> : null}
      <Action
        icon="tag"
        name={strings.grid.tag}
        disabled={selected === 0}
        onClick={() => void openCaseDialog('tag')}
      />
      <ColumnsButton />
      <Action icon="drop" name={strings.grid.exportRows} disabled={!ready} onClick={() => showExport(true)} />
    </>
  )
}

function Action(props: {
  readonly icon: IconName
  readonly name: string
  readonly disabled: boolean
  readonly onClick: () => void
}) {
  return (
    <button type="button" className="grid-action" disabled={props.disabled} onClick={props.onClick}>
      <Icon name={props.icon} size={14} />
      {props.name}
    </button>
  )
}

/** `Columns`, with how many of them where some are not seen. */
function ColumnsButton() {
  const shown = useStore((state) => state.shownColumns)
  const some = shown > 0 && shown < COLUMNS.length ? ` ${shown}/${COLUMNS.length}` : ''
  return (
    <PopoverButton
      className="grid-action"
      face={
        <>
          <Icon name="table" size={14} />
          {strings.grid.columns + some}
        </>
      }
      label={strings.grid.columns}
      width={WIDTH}
    >
      <ColumnList />
    </PopoverButton>
  )
}

function ColumnList() {
  const hidden = useStore((state) => state.hiddenColumns)
  const widths = useStore((state) => state.columnWidths)
  const order = useStore((state) => state.columnOrder)
  const { hideColumn, setColumnOrder, setColumnWidths } = useStore.getState()
  return (
    <div className="grid-columns">
      {COLUMNS.map(({ colId, headerName }) => (
        <label key={colId}>
          <input
            type="checkbox"
            checked={!hidden.includes(colId)}
            // A row without its account is of nobody.
            disabled={colId === 'account'}
            onChange={(event) => hideColumn(colId, !event.target.checked)}
          />
          {headerName}
        </label>
      ))}
      {Object.keys(widths).length > 0 || order.length > 0 ? (
        <Button
          kind="link"
          onClick={() => {
            setColumnWidths(null)
            setColumnOrder([])
          }}
        >
          {strings.grid.standardWidths}
        </Button>
      ) : null}
      <p className="dim">{strings.grid.narrow}</p>
    </div>
  )
}
