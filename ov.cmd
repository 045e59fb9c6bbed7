@echo off
rem Runs ov from this source tree on Windows, building the managed program first when it is missing or a source is newer.
rem What it does goes to standard error; standard output, input and arguments belong to ov alone. The launcher for other systems is .\ov.
setlocal
set "root=%~dp0"
set "built=%root%artifacts\launcher-windows"
where dotnet >nul 2>nul
if errorlevel 1 (
    echo ov: building ov needs the .NET 10 SDK, and there is no 'dotnet' on PATH. Get it from https://dotnet.microsoft.com/download 1>&2
    exit /b 7
)
if not exist "%built%\ov.dll" goto build
powershell -NoProfile -Command "$built = (Get-Item '%built%\ov.dll').LastWriteTimeUtc; if (Get-ChildItem -Recurse -File '%root%src', '%root%assets', '%root%Directory.Build.props', '%root%Directory.Packages.props', '%root%global.json' | Where-Object { $_.LastWriteTimeUtc -gt $built } | Select-Object -First 1) { exit 1 }"
if not errorlevel 1 goto run
:build
echo ov: building ov 1>&2
dotnet publish "%root%src\Ov" -c Release -o "%built%" --nologo -v q -p:UseAppHost=false 1>&2
if errorlevel 1 exit /b 1
rem The assembly keeps its time when nothing in it changed.
powershell -NoProfile -Command "(Get-Item '%built%\ov.dll').LastWriteTimeUtc = [DateTime]::UtcNow"
:run
dotnet "%built%\ov.dll" %*
exit /b %errorlevel%
