<# : batch portion
@echo off
rem To cmd the first line is a label, which it skips; to PowerShell it starts a comment over the batch part.
rem Runs Maven as Sluice needs it: on a JDK 25 or later, with Maven 3.9 or later. See ./mvnw, which this one follows.
rem Unlike ./mvnw it does not fetch a JDK: it says that one is missing.
rem The PowerShell below prints "folder of the JDK|path of mvn.cmd", or one line on stderr when it cannot.
setlocal
set "MVNW_SCRIPT=%~f0"
set "MVNW_JDK="
set "MVNW_MAVEN="
rem Windows PowerShell would otherwise load the modules of a newer PowerShell that called us, and fail.
set "MVNW_PSMODULEPATH=%PSModulePath%"
set "PSModulePath="
for /f "usebackq tokens=1,* delims=|" %%A in (`powershell -NoProfile -NonInteractive -Command "Invoke-Expression ([IO.File]::ReadAllText($env:MVNW_SCRIPT))"`) do (
  set "MVNW_JDK=%%A"
  set "MVNW_MAVEN=%%B"
)
set "PSModulePath=%MVNW_PSMODULEPATH%"
if not defined MVNW_MAVEN exit /b 1
set "JAVA_HOME=%MVNW_JDK%"
rem Not by "call", which would expand the arguments twice; so mvn.cmd never returns here.
"%MVNW_MAVEN%" %*
#>

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

function Get-Settings {
    $settings = @{}
    $file = Join-Path (Split-Path -Parent $env:MVNW_SCRIPT) '.mvn\wrapper\maven-wrapper.properties'
    foreach ($line in [IO.File]::ReadAllLines($file)) {
        if ($line -match '^(\w+)=(.*)$') { $settings[$Matches[1]] = $Matches[2] }
    }
    $settings
}

# The Java version of the JDK in a folder, 0 when no JDK is there.
function Get-Feature([string] $folder) {
    if (-not [IO.File]::Exists("$folder\bin\javac.exe") -or -not [IO.File]::Exists("$folder\release")) { return 0 }
    foreach ($line in [IO.File]::ReadAllLines("$folder\release")) {
        if ($line -match '^JAVA_VERSION="?(\d+)') { return [int] $Matches[1] }
    }
    return 0
}

function Find-OnPath([string] $name) {
    $found = @(Get-Command $name -CommandType Application -ErrorAction SilentlyContinue)
    if ($found.Count -gt 0) { $found[0].Path }
}

function Find-Jdk($settings) {
    $wanted = [int] $settings.javaVersion
    $javac = Find-OnPath 'javac.exe'
    $first = @($env:JAVA_HOME)
    if ($javac) { $first += Split-Path -Parent (Split-Path -Parent $javac) }
    foreach ($folder in $first) {
        if ($folder -and (Get-Feature $folder) -ge $wanted) { return $folder }
    }
    $newest = 0
    $jdk = $null
    foreach ($pattern in [Environment]::ExpandEnvironmentVariables($settings.windowsJdkFolders).Split(';')) {
        foreach ($folder in @(Get-Item -Path $pattern -ErrorAction SilentlyContinue)) {
            $feature = Get-Feature $folder.FullName
            if ($feature -eq $wanted) { return $folder.FullName }
            if ($feature -gt $wanted -and $feature -gt $newest) {
                $newest = $feature
                $jdk = $folder.FullName
            }
        }
    }
    if (-not $jdk) {
        throw "Sluice needs a JDK $wanted or later and none is in JAVA_HOME, on PATH or in the usual folders: " +
            'install one (https://adoptium.net) or set JAVA_HOME to it'
    }
    return $jdk
}

# Whether an installed mvn.cmd is 3.9 or a later 3.x; the names of its jars tell.
function Test-Installed([string] $mvn) {
    if (-not $mvn) { return $false }
    $lib = Join-Path (Split-Path -Parent (Split-Path -Parent $mvn)) 'lib\maven-core-3.*.jar'
    foreach ($jar in @(Get-Item -Path $lib -ErrorAction SilentlyContinue)) {
        if ($jar.Name -match '^maven-core-3\.(\d+)\.' -and [int] $Matches[1] -ge 9) { return $true }
    }
    return $false
}

# Has the installed mvn copy the archive into a folder, on the Java that it has by default, else on ours.
function Copy-ByCoordinates([string] $mvn, [string] $jdk, [string] $version, [string] $plugin, [string] $staging) {
    if (-not $mvn) { return $false }
    # A .mvn of its own hides any around it, with JVM options that only a newer Java knows.
    [void] [IO.Directory]::CreateDirectory("$staging\.mvn")
    $ErrorActionPreference = 'Continue'
    Push-Location -LiteralPath $staging
    try {
        foreach ($java in @($env:JAVA_HOME, $jdk)) {
            $env:JAVA_HOME = $java
            $said = & $mvn '-B' '-q' "${plugin}:copy" '-DoutputDirectory=.' "-Dartifact=org.apache.maven:apache-maven:${version}:zip:bin"
            if ([IO.File]::Exists("$staging\apache-maven-$version-bin.zip")) { return $true }
        }
        return $false
    } finally {
        Pop-Location
    }
}

function Get-Sha512([string] $file) {
    $stream = [IO.File]::OpenRead($file)
    try {
        $sum = [Security.Cryptography.SHA512]::Create().ComputeHash($stream)
        return [BitConverter]::ToString($sum).Replace('-', '').ToLowerInvariant()
    } finally {
        $stream.Dispose()
    }
}

# Fetches beside the cache and moves the whole into it, so that nobody ever sees half a Maven.
function Install-Maven($settings, [string] $version, [string] $cached, [string] $mvn, [string] $jdk) {
    [Console]::Error.WriteLine("mvnw: fetching Maven $version, this once")
    $staging = Join-Path (Split-Path -Parent $cached) ('.fetch-' + [Guid]::NewGuid().ToString('N'))
    [void] [IO.Directory]::CreateDirectory($staging)
    try {
        $archive = "$staging\apache-maven-$version-bin.zip"
        if (-not (Copy-ByCoordinates $mvn $jdk $version $settings.dependencyPlugin $staging)) {
            [Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12
            (New-Object Net.WebClient).DownloadFile($settings.distributionUrl, $archive)
        }
        $sum = Get-Sha512 $archive
        if ($sum -ne $settings.zipSha512) {
            throw "the Maven $version that was fetched has SHA-512 $sum, not the pinned $($settings.zipSha512); it was thrown away"
        }
        [void] [Reflection.Assembly]::LoadWithPartialName('System.IO.Compression.FileSystem')
        [IO.Compression.ZipFile]::ExtractToDirectory($archive, $staging)
        try {
            [IO.Directory]::Move("$staging\apache-maven-$version", $cached)
        } catch {
            # Who loses a race uses the winner's.
            if (-not [IO.File]::Exists("$cached\bin\mvn.cmd")) { throw }
        }
    } finally {
        [IO.Directory]::Delete($staging, $true)
    }
}

function Find-Maven($settings, [string] $jdk) {
    $version = $settings.distributionUrl -replace '^.*/apache-maven-(.+)-bin\.zip$', '$1'
    $user = $env:MAVEN_USER_HOME
    if (-not $user) { $user = "$env:USERPROFILE\.m2" }
    $cached = "$user\wrapper\dists\apache-maven-$version\" + $settings.zipSha512.Substring(0, 16)
    if (-not [IO.File]::Exists("$cached\bin\mvn.cmd")) {
        $mvn = Find-OnPath 'mvn.cmd'
        if (Test-Installed $mvn) { return $mvn }
        Install-Maven $settings $version $cached $mvn $jdk
    }
    return "$cached\bin\mvn.cmd"
}

try {
    $settings = Get-Settings
    $jdk = Find-Jdk $settings
    $maven = Find-Maven $settings $jdk
    [Console]::Out.WriteLine("$jdk|$maven")
} catch {
    [Console]::Error.WriteLine('mvnw: ' + $_.Exception.Message)
    exit 1
}
