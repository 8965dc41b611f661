$Script:Elsewhere = 0

# Get-Text is a value that Active Directory returned, as plans write it.
function Get-Text([object]$Value) {
    if ($Value -is [bool]) { if ($Value) { return 'true' } else { return 'false' } }
    if ($Value -is [byte[]]) {
        if ($Value.Length -ne 16) { return [Convert]::ToBase64String($Value) }
        $guid = New-Object -TypeName 'System.Guid' -ArgumentList (, $Value)
        if ($guid -eq [Guid]::Empty) { return '' }
        return $guid.ToString()
    }
    if ($Value -is [Guid]) { return $Value.ToString() }
    if ($Value -is [DateTime]) { return $Value.ToUniversalTime().ToString('yyyy-MM-dd''T''HH:mm:ss''Z''', [Globalization.CultureInfo]::InvariantCulture) }
    return [Convert]::ToString($Value, [Globalization.CultureInfo]::InvariantCulture)
}

# Get-AttributeText is an attribute's values as text; none when it is empty.
function Get-AttributeText([object]$Object, [string]$Name) {
    if (-not $Object.Contains($Name)) { return @() }
    $texts = foreach ($value in $Object.Item($Name)) {
        $text = Get-Text $value
        if ($text -cne '') { $text }
    }
    return @($texts | Where-Object -FilterScript { $null -ne $_ })
}

# Test-Member asks the directory whether a group has a member: the list of a large group would be cut short.
function Test-Member([string]$Group, [string]$Member) {
    $bytes = @(foreach ($byte in ([Guid]$Group).ToByteArray()) { '\' + $byte.ToString('x2') }) -join ''
    $escaped = [regex]::Replace($Member, '[\\*()\x00]', { param($match) '\' + ([int][char]$match.Value).ToString('x2') })
    $found = @(Get-ADObject -LDAPFilter ('(&(objectGUID=' + $bytes + ')(member=' + $escaped + '))') -Server $DomainController)
    return $found.Count -gt 0
}

# Get-DirectoryValue reads the attributes that an action is about.
function Get-DirectoryValue([hashtable]$Action) {
    $names = @($Action.Changes | ForEach-Object -Process { $_.Attribute } | Where-Object -FilterScript { $_ -cne 'member' } | Sort-Object -Unique)
    try {
        if ($names.Count -gt 0) { $object = Get-ADObject -Identity $Action.Target -Properties $names -Server $DomainController }
        else { $object = Get-ADObject -Identity $Action.Target -Server $DomainController }
    } catch {
        if ($_.CategoryInfo.Reason -cne 'ADIdentityNotFoundException') { throw }
        return @{ Gone = $true; Found = @() }
    }
    $values = New-Object -TypeName 'System.Collections.ArrayList'
    foreach ($change in $Action.Changes) {
        if ($change.Attribute -ceq 'member') {
            $member = @($change.Before) + @($change.After) | Select-Object -First 1
            $held = @()
            if (Test-Member $Action.Target $member) { $held = @($member) }
            [void]$values.Add([string[]]$held)
        } else {
            [void]$values.Add([string[]]@(Get-AttributeText $object $change.Attribute))
        }
    }
    return @{ Gone = $false; Found = $values }
}

# Get-Everything reads all attributes of an object but those that every write changes.
function Get-Everything([string]$Target) {
    $object = Get-ADObject -Identity $Target -Properties '*' -Server $DomainController
    $moving = @('Modified', 'modifyTimeStamp', 'whenChanged', 'uSNChanged', 'dSCorePropagationData', 'nTSecurityDescriptor', 'sDRightsEffective')
    $all = @{}
    foreach ($name in @($object.PropertyNames)) {
        if ($moving -notcontains $name) { $all[$name] = [string[]]@(Get-AttributeText $object $name) }
    }
    return $all
}

# Write-OnPremises changes with Exchange's cmdlet where the action has one and it fits the object, otherwise with the ActiveDirectory
# module. What a cmdlet that makes or converts a remote mailbox leaves of the plan is written after it.
function Write-OnPremises([hashtable]$Action) {
    if (-not (Test-ExchangeFits $Action)) {
        & $Action.Directory
        return
    }
    & $Action.Exchange
    if ($Action.Complete -and (Compare-Action $Action (Get-DirectoryValue $Action)).Outcome -cne 'already') { & $Action.Directory }
}

# Test-ExchangeFits says whether an action has a cmdlet of Exchange that fits the object: those of remote mailboxes fit no others.
function Test-ExchangeFits([hashtable]$Action) {
    if ($WithoutExchange -or $null -eq $Action.Exchange) { return $false }
    if ($Action.Makes) { return $true }
    $object = Get-ADObject -Identity $Action.Target -Properties 'msExchRecipientTypeDetails' -Server $DomainController
    $type = @(Get-AttributeText $object 'msExchRecipientTypeDetails') -join ''
    return @('2147483648', '8589934592', '17179869184', '34359738368') -ccontains $type
}

function Invoke-OnPremises([hashtable]$Action) {
    if ($Action.Place -ne $Forest) {
        $Script:Elsewhere++
        return
    }
    $everything = $null
    if ($null -ne $Action.Exchange -and -not $WithoutExchange) { $everything = { Get-Everything $Action.Target } }
    Invoke-Action $Action { Get-DirectoryValue $Action } { Write-OnPremises $Action } 1 $everything
}

# Assert-Ready stops before the first look where something is missing.
function Assert-Ready([string[]]$Forests, [bool]$NeedsExchange) {
    if ($Forest -ceq '') {
        if ($Forests.Count -gt 1) { throw ('this stage has actions in several forests; run it once for each, with -Forest: ' + ($Forests -join ', ')) }
        $Script:Forest = $Forests[0]
    }
    if ($Forests -notcontains $Forest) { throw ('this stage has no action in the forest ' + $Forest + '; it has: ' + ($Forests -join ', ')) }
    if ($NeedsExchange -and -not $WithoutExchange -and $null -eq (Get-Command -Name 'Set-RemoteMailbox' -ErrorAction 'SilentlyContinue')) {
        throw 'the cmdlets of Exchange are not here: run this in the Exchange Management Shell, load the snap-in of the Management Tools, or say -WithoutExchange'
    }
}
