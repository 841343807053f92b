using System.Collections.Frozen;
using System.Runtime.InteropServices;

namespace Soc.Detection.Detectors.SensitiveFile;

/// <summary>What the name of a file says of secrets in it. Whole words, and the kind of file: "compass.xls" and "passwordless-intro.pptx" say nothing.</summary>
/// <param name="IsAboutRules">The name also speaks of rules, guides or training.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SensitiveName(SensitiveKind Kind, bool IsAboutRules)
{
    private const int MaxExtension = 10;

    /// <summary>No file system allows longer names.</summary>
    private const int MaxName = 255;

    // Kinds of file in which people write things down, and what these are packed into.
    private static readonly FrozenSet<string> Documents = new[]
    {
        "txt", "md", "doc", "docx", "docm", "rtf", "odt", "xls", "xlsx", "xlsm", "xlsb", "ods", "csv", "tsv", "pdf", "one", "ini", "conf", "cfg", "mdb", "accdb", "sqlite", "db",
        "zip", "7z", "rar", "gz", "tar", "gpg", "msg", "eml", "numbers", "pages",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> SettingFiles = new[] { "json", "yml", "yaml", "xml", "properties", "toml", "config" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Copies = new[] { "bak", "old", "orig", "save", "copy", "backup" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, SensitiveKind> Extensions = new Dictionary<string, SensitiveKind>(StringComparer.OrdinalIgnoreCase)
    {
        ["kdbx"] = SensitiveKind.PasswordSafe, ["kdb"] = SensitiveKind.PasswordSafe, ["1pif"] = SensitiveKind.PasswordSafe, ["psafe3"] = SensitiveKind.PasswordSafe,
        ["pfx"] = SensitiveKind.PrivateKey, ["p12"] = SensitiveKind.PrivateKey, ["ppk"] = SensitiveKind.PrivateKey, ["keytab"] = SensitiveKind.PrivateKey, ["jks"] = SensitiveKind.PrivateKey,
        ["rdg"] = SensitiveKind.Settings, ["ovpn"] = SensitiveKind.Settings,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, SensitiveKind> Names = new Dictionary<string, SensitiveKind>(StringComparer.OrdinalIgnoreCase)
    {
        ["id_rsa"] = SensitiveKind.PrivateKey, ["id_dsa"] = SensitiveKind.PrivateKey, ["id_ecdsa"] = SensitiveKind.PrivateKey, ["id_ed25519"] = SensitiveKind.PrivateKey,
        ["privkey.pem"] = SensitiveKind.PrivateKey, ["private.key"] = SensitiveKind.PrivateKey, ["server.key"] = SensitiveKind.PrivateKey,
        ["ntds.dit"] = SensitiveKind.SystemSecrets, ["lsass.dmp"] = SensitiveKind.SystemSecrets, ["lsass.zip"] = SensitiveKind.SystemSecrets,
        ["sam"] = SensitiveKind.SystemSecrets, ["sam.hiv"] = SensitiveKind.SystemSecrets, ["sam.hive"] = SensitiveKind.SystemSecrets, ["sam.reg"] = SensitiveKind.SystemSecrets,
        ["system.hiv"] = SensitiveKind.SystemSecrets, ["system.hive"] = SensitiveKind.SystemSecrets, ["security.hiv"] = SensitiveKind.SystemSecrets, ["security.hive"] = SensitiveKind.SystemSecrets,
        ["unattend.xml"] = SensitiveKind.Settings, ["autounattend.xml"] = SensitiveKind.Settings, ["sysprep.inf"] = SensitiveKind.Settings, ["sysprep.xml"] = SensitiveKind.Settings,
        ["web.config"] = SensitiveKind.Settings, [".env"] = SensitiveKind.Settings, [".netrc"] = SensitiveKind.Settings, [".pgpass"] = SensitiveKind.Settings, [".git-credentials"] = SensitiveKind.Settings,
        ["wp-config.php"] = SensitiveKind.Settings,
        ["wallet.dat"] = SensitiveKind.Wallet,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> DocumentLookup = Documents.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> SettingLookup = SettingFiles.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> CopyLookup = Copies.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenDictionary<string, SensitiveKind>.AlternateLookup<ReadOnlySpan<char>> ExtensionLookup = Extensions.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenDictionary<string, SensitiveKind>.AlternateLookup<ReadOnlySpan<char>> NameLookup = Names.GetAlternateLookup<ReadOnlySpan<char>>();

    public bool IsSensitive => Kind != SensitiveKind.None;

    /// <param name="path">A path or a name, with either kind of slash.</param>
    /// <param name="needsExtension">A name without an extension says nothing, as in addresses of web pages.</param>
    public static SensitiveName Of(ReadOnlySpan<char> path, bool needsExtension = false)
    {
        var name = path[(path.LastIndexOfAny('\\', '/') + 1)..];

        name = name.Length > MaxName ? name[^MaxName..] : name;

        // "~$…" is what an office program writes beside a file that it has open.
        if (name.Length < 3 || name.StartsWith("~$", StringComparison.Ordinal))
        {
            return default;
        }

        if (NameLookup.TryGetValue(name, out var kind))
        {
            return kind == SensitiveKind.PrivateKey || !needsExtension || name.Contains('.') ? new SensitiveName(kind, false) : default;
        }

        var dot = name.LastIndexOf('.');
        var extension = dot < 0 ? default : name[(dot + 1)..];
        if (extension.Length > 0 && extension.Length <= MaxExtension && dot > 0)
        {
            if (CopyLookup.Contains(extension))
            {
                return Of(name[..dot], needsExtension);
            }

            if (ExtensionLookup.TryGetValue(extension, out kind))
            {
                return new SensitiveName(kind, false);
            }
        }

        return OfEnvironment(name) ?? OfMemory(name, extension) ?? OfWords(name, dot, extension, needsExtension);
    }

    // ".env.production", but not what is written to be copied.
    private static SensitiveName? OfEnvironment(ReadOnlySpan<char> name) =>
        name.StartsWith(".env.", StringComparison.OrdinalIgnoreCase)
            ? name.EndsWith("example", StringComparison.OrdinalIgnoreCase) || name.EndsWith("sample", StringComparison.OrdinalIgnoreCase) || name.EndsWith("template", StringComparison.OrdinalIgnoreCase)
                ? default(SensitiveName)
                : new SensitiveName(SensitiveKind.Settings, false)
            : null;

    private static SensitiveName? OfMemory(ReadOnlySpan<char> name, ReadOnlySpan<char> extension) =>
        name.StartsWith("lsass", StringComparison.OrdinalIgnoreCase) && (extension.Equals("dmp", StringComparison.OrdinalIgnoreCase) || extension.Equals("mdmp", StringComparison.OrdinalIgnoreCase))
            ? new SensitiveName(SensitiveKind.SystemSecrets, false)
            : null;

    private static SensitiveName OfWords(ReadOnlySpan<char> name, int dot, ReadOnlySpan<char> extension, bool needsExtension)
    {
        var isDocument = dot > 0 && DocumentLookup.Contains(extension);
        var isSettings = dot > 0 && !isDocument && SettingLookup.Contains(extension);
        if (!isDocument && !isSettings && (dot >= 0 || needsExtension))
        {
            return default;
        }

        Span<char> buffer = stackalloc char[(FoldedName.MaxLength * 2) + 2];
        ReadOnlySpan<char> folded = buffer[..FoldedName.Write(dot > 0 ? name[..dot] : name, buffer)];
        var (isSecret, isRules) = (false, false);
        foreach (var phrase in SensitiveWords.Phrases)
        {
            isSecret |= folded.Contains(phrase, StringComparison.Ordinal);
        }

        foreach (var range in folded.Split(' '))
        {
            var word = folded[range];
            isSecret |= IsSecretWord(word);
            isRules |= SensitiveWords.RulesLookup.Contains(word);
        }

        return isSecret ? new SensitiveName(isSettings ? SensitiveKind.Settings : SensitiveKind.PasswordList, isRules) : default;
    }

    private static bool IsSecretWord(ReadOnlySpan<char> word)
    {
        if (word.Length < 3)
        {
            return false;
        }

        if (SensitiveWords.SecretLookup.Contains(word))
        {
            return true;
        }

        foreach (var suffix in SensitiveWords.Suffixes)
        {
            if (word.EndsWith(suffix, StringComparison.Ordinal) && SensitiveWords.SecretLookup.Contains(word[..^suffix.Length]))
            {
                return true;
            }
        }

        foreach (var prefix in SensitiveWords.Prefixes)
        {
            if (word.StartsWith(prefix, StringComparison.Ordinal) && SensitiveWords.SecretLookup.Contains(word[prefix.Length..]))
            {
                return true;
            }
        }

        return false;
    }
}
