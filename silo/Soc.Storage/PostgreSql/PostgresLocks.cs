namespace Soc.Storage.PostgreSql;

/// <summary>Keys of the advisory locks, which all processes of one database share.</summary>
internal static class PostgresLocks
{
    /// <summary>Held while the schema is made or upgraded.</summary>
    public const long Schema = 0x536F_6300_0001;

    /// <summary>Held from an incident's sequence number until that number can be read.</summary>
    public const long IncidentSequence = 0x536F_6300_0002;

    /// <summary>Held from a setting's change number until that number can be read.</summary>
    public const long SettingChanges = 0x536F_6300_0003;
}
