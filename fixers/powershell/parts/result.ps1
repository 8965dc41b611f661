Set-StrictMode -Version Latest
$Script:Caller = $PSCmdlet
$Script:KeptPreference = $global:ErrorActionPreference
# In a remote session an error ends nothing, and catch is never reached, unless the global preference says so.
$global:ErrorActionPreference = 'Stop'
$ErrorActionPreference = 'Stop'

# .NET knows nothing of PowerShell's current folder.
if ($ResultFolder -ceq '') { $ResultFolder = '.' }
$ResultFolder = $PSCmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath($ResultFolder)

$Script:Columns = @('time', 'outcome', 'action', 'row', 'of', 'system', 'table', 'target', 'attribute', 'op', 'before', 'after', 'note', 'beyond',
    'operator', 'host', 'script', 'plan', 'snapshot')
$Script:Operator = [Environment]::UserDomainName + '\' + [Environment]::UserName
$Script:Known = @{}
$Script:When = @{}
$Script:Tally = @{}
$Script:Writer = $null

# Read-Outcome reads what became of the actions in earlier runs and stages, and when they were done. What only would have been changed
# counts for nothing.
function Read-Outcome {
    foreach ($file in @(Get-ChildItem -LiteralPath $ResultFolder -Filter '*-result.csv' | Sort-Object -Property 'Name')) {
        foreach ($row in @(Import-Csv -LiteralPath $file.FullName -Encoding 'UTF8')) {
            if ($null -eq $row.PSObject.Properties['beyond']) { continue }
            if ($row.row -ceq '1' -and $row.beyond -ceq '' -and $row.plan -ceq $Script:Plan -and $row.outcome -cne 'would-change') {
                $Script:Known[$row.action] = $row.outcome
                if ($row.outcome -ceq 'done') { $Script:When[$row.action] = $row.time }
            }
        }
    }
}

# Open-Result opens the result to write on. A row that a killed run left half written is cut off.
function Open-Result {
    $path = [IO.Path]::Combine($ResultFolder, $Script:Stage + '-result.csv')
    $stream = New-Object -TypeName 'System.IO.FileStream' -ArgumentList $path, ([IO.FileMode]::OpenOrCreate), ([IO.FileAccess]::ReadWrite), ([IO.FileShare]::Read)
    $whole = [long]0
    $quoted = $false
    $buffer = New-Object -TypeName 'byte[]' -ArgumentList 65536
    $position = [long]0
    while (($count = $stream.Read($buffer, 0, $buffer.Length)) -gt 0) {
        for ($i = 0; $i -lt $count; $i++) {
            if ($buffer[$i] -eq 0x22) { $quoted = -not $quoted }
            if ($buffer[$i] -eq 0x0A -and -not $quoted) { $whole = $position + $i + 1 }
        }
        $position += $count
    }
    $stream.SetLength($whole)
    [void]$stream.Seek(0, [IO.SeekOrigin]::End)
    $encoding = New-Object -TypeName 'System.Text.UTF8Encoding' -ArgumentList $true
    $Script:Writer = New-Object -TypeName 'System.IO.StreamWriter' -ArgumentList $stream, $encoding
    $Script:Writer.AutoFlush = $true
    $Script:Writer.NewLine = [string][char]0x0D + [char]0x0A
    if ($whole -eq 0) { Write-Row $Script:Columns }
}

# Write-Row writes one row. A cell that a spreadsheet would run gets an apostrophe in front.
function Write-Row([string[]]$Cells) {
    $quoted = foreach ($cell in $Cells) {
        if ($cell -match '^[=+\-@\t'']') { $cell = [string][char]0x27 + $cell }
        '"' + $cell.Replace('"', '""') + '"'
    }
    $Script:Writer.WriteLine($quoted -join ',')
}

# Write-Change records what became of one change.
function Write-Change([hashtable]$Action, [int]$Row, [hashtable]$Change, [string]$Outcome, [string]$Note, [string]$Beyond) {
    $time = [DateTime]::UtcNow.ToString('yyyy-MM-dd''T''HH:mm:ss''Z''', [Globalization.CultureInfo]::InvariantCulture)
    Write-Row @($time, $Outcome, $Action.Id, [string]$Row, [string]$Action.Changes.Count, $Action.System, $Action.Table, $Action.Target, $Change.Attribute, $Change.Op,
        (Join-Value $Change 'Before'), (Join-Value $Change 'After'), $Note, $Beyond, $Script:Operator, [Environment]::MachineName, $Script:Stage, $Script:Plan, $Script:Snapshot)
}

# Join-Value is a change's value as the plan writes it: the entries of a list are joined with semicolons.
function Join-Value([hashtable]$Change, [string]$Side) {
    if ($Change.ContainsKey('Text')) { return $Change.Text[$Side] }
    $values = @($Change[$Side])
    if ($Change.Op -cne 'set' -or -not $Change.List) { return ($values -join '') }
    $text = @(foreach ($value in $values) { [regex]::Replace($value, '([;\\|\r\n])', '\$1') }) -join ';'
    if ($text -match '^[\[{]') { $text = '\' + $text }
    return $text
}

# Complete-Action records the outcome of an action: one row for each change.
function Complete-Action([hashtable]$Action, [string]$Outcome, [string]$Note) {
    for ($i = 0; $i -lt $Action.Changes.Count; $i++) { Write-Change $Action ($i + 1) $Action.Changes[$i] $Outcome $Note '' }
    if ($Outcome -ceq 'started') { return }
    if ($Outcome -cne 'would-change' -or -not $Script:Known.ContainsKey($Action.Id)) { $Script:Known[$Action.Id] = $Outcome }
    if (-not $Script:Tally.ContainsKey($Outcome)) { $Script:Tally[$Outcome] = 0 }
    $Script:Tally[$Outcome]++
    $line = $Outcome.PadRight(13) + $Action.Id + '  ' + $Action.Fix + '  ' + (Format-Text $Action.Who)
    if ($Note -cne '') { $line += ': ' + (Format-Text $Note) }
    Write-Host $line
}

# Test-NotFound says whether an error of Exchange Online means that the object is not there.
function Test-NotFound([object]$Problem) {
    return ([string]$Problem + ' ' + $Problem.FullyQualifiedErrorId + ' ' + $Problem.CategoryInfo.Reason) -match 'ManagementObjectNotFoundException'
}

# Format-Text is a text for the screen: what steers a terminal or turns the direction of writing is shown as a question mark.
function Format-Text([string]$Text) { return [regex]::Replace($Text, '[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]', '?') }
