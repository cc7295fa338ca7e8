; What Sojourn adds to the installer: it refuses a Windows that is too old, offers itself for event logs without taking them over,
; and takes away what it wrote and nothing else. electron-builder's template inserts these macros; test/package/harness.nsi does too.
; Cases (.sojourn) and the logs lie where the person put them, be it beside the program: nothing here touches them.

!include FileFunc.nsh
!include LogicLib.nsh
!include WinVer.nsh
; sojournRemoveInstalled, by build/package/removal.mjs
!include "${PROJECT_DIR}\out\removal.nsh"

!define SOJOURN_LOG "Sojourn.EventLog"
!define SOJOURN_CASE "Sojourn.Case"
!define SOJOURN_CAPABILITIES "Software\Sojourn\Capabilities"

!macro customInit
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "Sojourn needs Windows 10 or newer. Nothing was installed." /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
!macroend

; Without it the installer asks for whom, and all below is for the current user.
!macro customInstallMode
  StrCpy $isForceCurrentInstall "1"
!macroend

; A class of documents that this program can open.
!macro sojournClass CLASS DESCRIPTION PROGRAM
  WriteRegStr HKCU "Software\Classes\${CLASS}" "" "${DESCRIPTION}"
  WriteRegStr HKCU "Software\Classes\${CLASS}\DefaultIcon" "" "${PROGRAM},0"
  WriteRegStr HKCU "Software\Classes\${CLASS}\shell\open" "" "Open with Sojourn"
  WriteRegStr HKCU "Software\Classes\${CLASS}\shell\open\command" "" '"${PROGRAM}" "%1"'
!macroend

; Only offered: the default of the extension stays as it is.
!macro sojournOffer EXTENSION CLASS
  WriteRegNone HKCU "Software\Classes\${EXTENSION}\OpenWithProgids" "${CLASS}"
  WriteRegStr HKCU "${SOJOURN_CAPABILITIES}\FileAssociations" "${EXTENSION}" "${CLASS}"
!macroend

; Only a key without values of others; /ifempty looks for keys below it alone.
!macro sojournDeleteEmpty KEY
  ClearErrors
  EnumRegValue $R9 HKCU "${KEY}" 0
  ${If} ${Errors}
    DeleteRegKey /ifempty HKCU "${KEY}"
  ${EndIf}
!macroend

!macro sojournWithdraw EXTENSION CLASS
  DeleteRegValue HKCU "Software\Classes\${EXTENSION}\OpenWithProgids" "${CLASS}"
  !insertmacro sojournDeleteEmpty "Software\Classes\${EXTENSION}\OpenWithProgids"
  !insertmacro sojournDeleteEmpty "Software\Classes\${EXTENSION}"
!macroend

; Explorer looks again. SHCNE_ASSOCCHANGED, SHCNF_FLUSH
!macro sojournTellExplorer
  System::Call "shell32::SHChangeNotify(i 0x08000000, i 0x1000, p 0, p 0)"
!macroend

!macro customInstall
  !insertmacro sojournClass "${SOJOURN_LOG}" "Windows event log" "$INSTDIR\${APP_EXECUTABLE_FILENAME}"
  !insertmacro sojournClass "${SOJOURN_CASE}" "Sojourn case" "$INSTDIR\${APP_EXECUTABLE_FILENAME}"
  !insertmacro sojournOffer ".evtx" "${SOJOURN_LOG}"
  !insertmacro sojournOffer ".evt" "${SOJOURN_LOG}"
  !insertmacro sojournOffer ".sojourn" "${SOJOURN_CASE}"
  WriteRegStr HKCU "${SOJOURN_CAPABILITIES}" "ApplicationName" "Sojourn"
  WriteRegStr HKCU "${SOJOURN_CAPABILITIES}" "ApplicationDescription" "Viewer for Windows logon sessions in event logs"
  WriteRegStr HKCU "Software\RegisteredApplications" "Sojourn" "${SOJOURN_CAPABILITIES}"
  ; Nobody else opens cases: a double click needs no question where no other program has the extension.
  ReadRegStr $R9 HKCR ".sojourn" ""
  StrCmp $R9 "" 0 +2
  WriteRegStr HKCU "Software\Classes\.sojourn" "" "${SOJOURN_CASE}"
  !insertmacro sojournTellExplorer
  ; The template keeps a copy of the installer for an updater, which Sojourn has not.
  Delete "$LOCALAPPDATA\${APP_INSTALLER_STORE_FILE}"
  ${GetParent} "$LOCALAPPDATA\${APP_INSTALLER_STORE_FILE}" $R9
  RMDir "$R9"
!macroend

!macro customUnInstall
  ReadRegStr $R9 HKCU "Software\Classes\.sojourn" ""
  StrCmp $R9 "${SOJOURN_CASE}" 0 +2
  DeleteRegValue HKCU "Software\Classes\.sojourn" ""
  !insertmacro sojournWithdraw ".evtx" "${SOJOURN_LOG}"
  !insertmacro sojournWithdraw ".evt" "${SOJOURN_LOG}"
  !insertmacro sojournWithdraw ".sojourn" "${SOJOURN_CASE}"
  DeleteRegKey HKCU "Software\Classes\${SOJOURN_LOG}"
  DeleteRegKey HKCU "Software\Classes\${SOJOURN_CASE}"
  DeleteRegValue HKCU "Software\RegisteredApplications" "Sojourn"
  DeleteRegKey HKCU "${SOJOURN_CAPABILITIES}"
  !insertmacro sojournDeleteEmpty "Software\Sojourn"
  !insertmacro sojournTellExplorer
!macroend

; Stands in for the template's removal of the whole folder, also before an upgrade. The program goes first: where it still runs, the rest stays with it.
!macro customRemoveFiles
  SetOutPath $TEMP
  ClearErrors
  Delete "$INSTDIR\${APP_EXECUTABLE_FILENAME}"
  ${If} ${Errors}
    Abort "${APP_EXECUTABLE_FILENAME} is in use: close Sojourn and try again."
  ${EndIf}
  !insertmacro sojournRemoveInstalled
  Delete "$INSTDIR\${UNINSTALL_FILENAME}"
  RMDir "$INSTDIR"
!macroend
