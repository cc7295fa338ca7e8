; The least installer around build/installer.nsh: what electron-builder's template does with plugins that Debian has not.
Target amd64-unicode
Name "Sojourn"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\sojourn"
!define APP_EXECUTABLE_FILENAME "Sojourn.exe"
!define UNINSTALL_FILENAME "Uninstall Sojourn.exe"
!define APP_INSTALLER_STORE_FILE "sojourn-updater\installer.exe"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Sojourn"
!include "${SCRIPT}"

Var isForceCurrentInstall
Page custom installMode
Page instfiles

; The template's page asks for whom, unless this is 1.
Function installMode
  !insertmacro customInstallMode
FunctionEnd

Function .onInit
  !insertmacro customInit
FunctionEnd

; As installUtil.nsh runs the uninstaller of the version before: a copy of it, on the folder where it lies.
Function removeBefore
  ReadRegStr $R1 HKCU "${UNINSTALL_KEY}" "InstallLocation"
  StrCmp $R1 "" done
  InitPluginsDir
  CopyFiles /SILENT "$R1\${UNINSTALL_FILENAME}" "$PLUGINSDIR\old-uninstaller.exe"
  ExecWait '"$PLUGINSDIR\old-uninstaller.exe" /S /currentuser --updated _?=$R1' $R0
  StrCmp $R0 0 done
  SetErrorLevel 3
  Quit
  done:
FunctionEnd

Section
  Call removeBefore
  SetOutPath "$INSTDIR"
  File /r "${PAYLOAD}\*"
  CreateDirectory "$LOCALAPPDATA\sojourn-updater"
  CopyFiles /SILENT "$EXEPATH" "$LOCALAPPDATA\${APP_INSTALLER_STORE_FILE}"
  WriteUninstaller "$INSTDIR\${UNINSTALL_FILENAME}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\${UNINSTALL_FILENAME}" /currentuser'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  !insertmacro customInstall
SectionEnd

Section "Uninstall"
  !insertmacro customUnInstall
  !insertmacro customRemoveFiles
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
SectionEnd
