using System.Reflection;
using System.Runtime.CompilerServices;
using Soc.Model.Events;

namespace Soc.Capture.Export;

/// <summary>
/// Compiles what frames need before the first one comes: on a link at full speed, half a second in which methods are compiled one by one as they
/// are met is more frames than the ring holds.
/// </summary>
public static class Ahead
{
    private const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Lazy<int> Compiled = new(Compile);

    /// <summary>How often everything was compiled in this process: once at the most.</summary>
    public static int Rounds { get; private set; }

    /// <summary>Compiles, the first time that anybody asks; whoever asks meanwhile waits for it.</summary>
    /// <returns>Methods that were compiled.</returns>
    public static int Once() => Compiled.Value;

    private static int Compile()
    {
        Rounds++;
        var count = 0;
        foreach (var type in (Type[])[.. typeof(Ahead).Assembly.GetTypes(), .. typeof(SecurityEvent).Assembly.GetTypes().Where(t => t.Namespace == typeof(SecurityEvent).Namespace)])
        {
            if (type.IsInterface || type.ContainsGenericParameters)
            {
                continue;
            }

            foreach (var method in (MethodBase[])[.. type.GetMethods(Declared), .. type.GetConstructors(Declared)])
            {
                if (!method.IsAbstract && !method.ContainsGenericParameters && !method.Attributes.HasFlag(MethodAttributes.PinvokeImpl))
                {
                    RuntimeHelpers.PrepareMethod(method.MethodHandle);
                    count++;
                }
            }
        }

        return count;
    }
}
