; The least installer around build/installer.nsh: what electron-builder's template does with plugins that Debian has not.
Target amd64-unicode
Name "Sojourn"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\sojourn"
!define APP_EXECUTABLE_FILENAME "Sojourn.exe"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Sojourn"
!include "${SCRIPT}"

Function .onInit
  !insertmacro customInit
FunctionEnd

Section
  SetOutPath "$INSTDIR"
  File "/oname=Sojourn.exe" "${STUB}"
  WriteUninstaller "$INSTDIR\Uninstall Sojourn.exe"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\Uninstall Sojourn.exe" /currentuser'
  !insertmacro customInstall
SectionEnd

Section "Uninstall"
  !insertmacro customUnInstall
  Delete "$INSTDIR\Sojourn.exe"
  Delete "$INSTDIR\started.txt"
  Delete "$INSTDIR\Uninstall Sojourn.exe"
  RMDir "$INSTDIR"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
SectionEnd
