namespace Soc.GrainInterfaces.Storage;

/// <summary>Kinds of settings that every process holds a copy of.</summary>
public enum SettingKind
{
    /// <summary>Key: client id.</summary>
    Policy = 1,

    /// <summary>Key: owner of the indicators.</summary>
    Indicators = 2,

    /// <summary>Key: id of the credential.</summary>
    Token = 3,
}
