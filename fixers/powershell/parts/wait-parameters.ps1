#requires -Version 5.1
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    # The session is connected already: do not sign in.
    [switch]$Connected,

    [ValidateRange(1, 60)]
    [int]$MinutesBetweenLooks = 5,

    [ValidateRange(1, 72)]
    [int]$HoursAtMost = 12,

    # Where the results of the stages are.
    [string]$ResultFolder = $PSScriptRoot
)
