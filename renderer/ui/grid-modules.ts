/** Registers the parts of AG Grid that are used, one by one: what is not named is not bundled. */
import {
  CellApiModule,
  CellStyleModule,
  ColumnApiModule,
  EventApiModule,
  InfiniteRowModelModule,
  ModuleRegistry,
  RenderApiModule,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
  TooltipModule,
  ValidationModule,
  createTheme,
  iconSetMaterial,
  type Module,
} from 'ag-grid-community'

const MODULES: Module[] = [
  InfiniteRowModelModule,
  RowSelectionModule,
  RowApiModule,
  ColumnApiModule,
  EventApiModule,
  ScrollApiModule,
  RenderApiModule,
  CellApiModule,
  CellStyleModule,
  RowStyleModule,
  TooltipModule,
]
if (import.meta.env.DEV) MODULES.push(ValidationModule)
ModuleRegistry.registerModules(MODULES)

/** Every colour is a token, so the theme follows `data-theme` by itself. */
export const GRID_THEME = createTheme().withPart(iconSetMaterial).withParams({
  backgroundColor: 'var(--c-canvas)',
  foregroundColor: 'var(--c-text)',
  accentColor: 'var(--c-accent)',
  borderColor: 'var(--c-line)',
  borderRadius: 0,
  wrapperBorder: false,
  wrapperBorderRadius: 0,
  fontFamily: 'inherit',
  fontSize: 12,
  rowHeight: 26,
  headerHeight: 28,
  headerFontSize: 12,
  headerFontWeight: 500,
  headerTextColor: 'var(--c-text-2)',
  headerBackgroundColor: 'var(--c-surface)',
  headerCellHoverBackgroundColor: 'var(--c-hover)',
  headerColumnBorder: '1px solid var(--c-line)',
  headerColumnBorderHeight: '100%',
  headerColumnResizeHandleWidth: 0,
  headerRowBorder: '1px solid var(--c-line)',
  cellHorizontalPadding: 5,
  rowHoverColor: 'var(--c-hover)',
  selectedRowBackgroundColor: 'var(--c-accent-soft)',
  iconSize: 14,
  iconColor: 'var(--c-text-2)',
})
