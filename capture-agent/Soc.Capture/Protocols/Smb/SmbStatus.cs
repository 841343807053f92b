using System.Globalization;

namespace Soc.Capture.Protocols.Smb;

/// <summary>NTSTATUS values that matter here (MS-ERREF 2.3.1).</summary>
internal static class SmbStatus
{
    public const uint Pending = 0x0000_0103;
    public const uint MoreProcessing = 0xC000_0016;
    private const uint ErrorBits = 0xC000_0000;

    public static bool IsError(uint status) => (status & ErrorBits) == ErrorBits;

    public static string NameOf(uint status) => status switch
    {
        0 => "SUCCESS",
        0x8000_0005 => "BUFFER_OVERFLOW",
        0x8000_002D => "STOPPED_ON_SYMLINK",
        0xC000_000D => "INVALID_PARAMETER",
        0xC000_000F => "NO_SUCH_FILE",
        0xC000_0011 => "END_OF_FILE",
        0xC000_0022 => "ACCESS_DENIED",
        0xC000_0033 => "OBJECT_NAME_INVALID",
        0xC000_0034 => "OBJECT_NAME_NOT_FOUND",
        0xC000_0035 => "OBJECT_NAME_COLLISION",
        0xC000_003A => "OBJECT_PATH_NOT_FOUND",
        0xC000_0043 => "SHARING_VIOLATION",
        0xC000_0056 => "DELETE_PENDING",
        0xC000_0064 => "NO_SUCH_USER",
        0xC000_006A => "WRONG_PASSWORD",
        0xC000_006D => "LOGON_FAILURE",
        0xC000_006E => "ACCOUNT_RESTRICTION",
        0xC000_006F => "INVALID_LOGON_HOURS",
        0xC000_0070 => "INVALID_WORKSTATION",
        0xC000_0071 => "PASSWORD_EXPIRED",
        0xC000_0072 => "ACCOUNT_DISABLED",
        0xC000_007F => "DISK_FULL",
        0xC000_00BA => "FILE_IS_A_DIRECTORY",
        0xC000_00BB => "NOT_SUPPORTED",
        0xC000_00C9 => "NETWORK_NAME_DELETED",
        0xC000_00CC => "BAD_NETWORK_NAME",
        0xC000_0101 => "DIRECTORY_NOT_EMPTY",
        0xC000_0103 => "NOT_A_DIRECTORY",
        0xC000_0193 => "ACCOUNT_EXPIRED",
        0xC000_0203 => "USER_SESSION_DELETED",
        0xC000_0224 => "PASSWORD_MUST_CHANGE",
        0xC000_0234 => "ACCOUNT_LOCKED_OUT",
        _ => string.Create(CultureInfo.InvariantCulture, $"0x{status:X8}"),
    };
}
