namespace Soc.Detection.Detectors.SensitiveFile;

/// <summary>What a file's name says that is in it.</summary>
public enum SensitiveKind
{
    None = 0,

    /// <summary>A list of passwords that anybody can open.</summary>
    PasswordList = 1,

    /// <summary>Private keys and certificates with their keys.</summary>
    PrivateKey = 2,

    /// <summary>A password manager's store, encrypted.</summary>
    PasswordSafe = 3,

    /// <summary>What a whole system's passwords can be read from: directory database, hives, memory of the sign-in process.</summary>
    SystemSecrets = 4,

    /// <summary>Settings in which passwords stand.</summary>
    Settings = 5,

    /// <summary>Keys of digital money.</summary>
    Wallet = 6,
}
