using System.Reflection;
using System.Runtime.CompilerServices;

namespace Soc.Content.Tests.Detection;

/// <summary>
/// Bytes that an object keeps alive: every object reachable from it, each measured by making another of its type and length. Empty
/// arrays, of which a process has one, count nothing.
/// </summary>
internal static class ObjectGraph
{
    public static long BytesOf(object root)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Stack<object>([root]);
        long bytes = 0;
        while (open.TryPop(out var next))
        {
            if (next is Array { Length: 0 } || !seen.Add(next))
            {
                continue;
            }

            bytes += SizeOf(next);
            if (next is Array array)
            {
                foreach (var element in array)
                {
                    Push(element, array.GetType().GetElementType()!, open);
                }
            }
            else if (next is not string)
            {
                PushFields(next, open);
            }
        }

        return bytes;
    }

    private static void Push(object? value, Type declared, Stack<object> open)
    {
        if (value is null || declared.IsPrimitive || declared.IsEnum)
        {
            return;
        }

        if (declared.IsValueType)
        {
            PushFields(value, open);
        }
        else
        {
            open.Push(value);
        }
    }

    private static void PushFields(object value, Stack<object> open)
    {
        for (var type = value.GetType(); type is not null; type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (!field.FieldType.IsPrimitive)
                {
                    Push(field.GetValue(value), field.FieldType, open);
                }
            }
        }
    }

    // A collection between the two readings counts what was left of the thread's room: the least of a few is right.
    private static long SizeOf(object value) => Math.Min(MeasuredOf(value), Math.Min(MeasuredOf(value), MeasuredOf(value)));

    private static long MeasuredOf(object value)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        object made = value switch
        {
            string text => new string('x', text.Length),
            Array array => Array.CreateInstance(array.GetType().GetElementType()!, array.Length),
            _ => RuntimeHelpers.GetUninitializedObject(value.GetType()),
        };
        var after = GC.GetAllocatedBytesForCurrentThread();
        GC.KeepAlive(made);
        return after - before;
    }
}
